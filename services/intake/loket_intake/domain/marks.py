"""Marks: pseudonyms by which a database finds what it must not be able to read.

Who asked, for which institution, and with which idempotency key never stand in the clear at rest;
equal values have equal marks, and without the vault's master key a mark can neither be read nor guessed.
"""

import json
from collections.abc import Callable
from typing import Any

from loket_shared.identity.principal import Principal


class Marks:
    """Makes marks with a keyed ``pseudonym`` of any text, each kind of mark apart from the others."""

    def __init__(self, pseudonym: Callable[[str], str]) -> None:
        self._pseudonym = pseudonym

    def submitter(self, principal: Principal) -> str:
        """Mark the person or client that hands in."""
        return self._mark("submitter", principal.subject)

    def person(self, principal: Principal) -> str:
        """Mark the person whose institution vouches for the mail address."""
        return self.named_person(principal.institution or "", principal.email)

    def named_person(self, institution: str, email: str) -> str:
        """Mark the person that a client of ``institution`` names by mail address."""
        return self._mark("person", institution, email.casefold())

    def institution(self, ror_id: str) -> str:
        """Mark an institution."""
        return self._mark("institution", ror_id)

    def idempotency_key(self, principal: Principal, key: str) -> str:
        """Mark a key, which is unique per client and subject only."""
        return self._mark("idempotency-key", principal.client, principal.subject, key)

    def fingerprint(self, body: Any) -> str:
        """Mark the JSON value that a request carried, so that another under the same key is noticed."""
        return self._mark("fingerprint", body)

    def _mark(self, *parts: Any) -> str:
        return self._pseudonym(json.dumps(parts, sort_keys=True, separators=(",", ":")))
