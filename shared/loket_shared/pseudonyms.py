"""Keyed pseudonyms of values: equal for equal values.

Without the vault's master key a pseudonym can neither be read nor guessed.
"""

import json
from collections.abc import Callable
from typing import Any

from loket_shared.principal import Principal

Pseudonym = Callable[[str], str]
"""Returns the keyed pseudonym of a text; a vault provides it."""


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


def mark(pseudonym: Pseudonym, *parts: Any) -> str:
    """Return the mark of ``parts``, which are JSON values; the first part names the kind of mark."""
    return pseudonym(_ENCODER.encode(parts))


def caller_mark(pseudonym: Pseudonym, issuer: str, subject: str, *, machine: bool = False) -> str:
    """Return the mark of the person or client ``subject`` of ``issuer``; a person and a client never have the same
    mark.
    """
    return mark(pseudonym, "submitter", issuer, "client" if machine else "person", subject)


def key_mark(pseudonym: Pseudonym, principal: Principal, key: str) -> str:
    """Return the mark of an idempotency key; a key is unique per client and caller only."""
    caller = caller_mark(pseudonym, principal.issuer, principal.subject, machine=principal.machine)
    return mark(pseudonym, "idempotency-key", principal.client, caller, key)


def fingerprint(pseudonym: Pseudonym, address: str, content: Any) -> str:
    """Return the mark of a request's address and content; another request under the same key has another mark."""
    return mark(pseudonym, "fingerprint", address, content)
