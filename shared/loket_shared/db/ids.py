"""Identifiers: some sort by time, others must not reveal it."""

from uuid import UUID, uuid4

import uuid_utils.compat


def new_id() -> UUID:
    """Return a new UUID version 7 (RFC 9562, section 5.7): unique, and ascending with time."""
    return uuid_utils.compat.uuid7()


def random_id() -> UUID:
    """Return a new UUID version 4 (RFC 9562, section 5.4); it reveals neither its time nor its order."""
    return uuid4()
