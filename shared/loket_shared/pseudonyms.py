"""Keyed pseudonyms of values: equal for equal values.

Without the vault's master key a pseudonym can neither be read nor guessed.
"""

import json
from collections.abc import Callable
from typing import Any

from loket_shared.principal import Principal

Pseudonym = Callable[[str], str]
"""Makes a keyed pseudonym of any text, as a vault does."""


def mark(pseudonym: Pseudonym, *parts: Any) -> str:
    """Return the mark of ``parts``, which are JSON values; the first says what kind of mark it is."""
    return pseudonym(json.dumps(parts, sort_keys=True, separators=(",", ":")))


def caller_mark(pseudonym: Pseudonym, issuer: str, subject: str, *, machine: bool = False) -> str:
    """Mark the person or client that ``issuer`` knows as ``subject``; the two never have the same mark."""
    return mark(pseudonym, "submitter", issuer, "client" if machine else "person", subject)


def key_mark(pseudonym: Pseudonym, principal: Principal, key: str) -> str:
    """Mark a key, which is unique per client and caller only."""
    caller = caller_mark(pseudonym, principal.issuer, principal.subject, machine=principal.machine)
    return mark(pseudonym, "idempotency-key", principal.client, caller, key)


def fingerprint(pseudonym: Pseudonym, address: str, content: Any) -> str:
    """Mark what was sent and where to, so that anything else under the same key is noticed."""
    return mark(pseudonym, "fingerprint", address, content)
