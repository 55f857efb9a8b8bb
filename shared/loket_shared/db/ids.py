"""Identifiers that sort by time."""

from uuid import UUID

import uuid_utils.compat


def new_id() -> UUID:
    """Return a new UUID version 7 (RFC 9562, section 5.7): unique, and ascending with time."""
    return uuid_utils.compat.uuid7()
