"""Marks: pseudonyms by which a database finds what it must not be able to read.

Who asked and for which institution never stand in the clear at rest (``loket_shared.idempotency.claims``).
"""

import string
from collections.abc import Callable
from typing import Any

from loket_shared.principal import Principal
from loket_shared.pseudonyms import caller_mark, mark

_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


class Marks:
    """Makes marks with a keyed ``pseudonym`` of any text, each kind of mark apart from the others."""

    def __init__(self, pseudonym: Callable[[str], str]) -> None:
        self._pseudonym = pseudonym

    def submitter(self, principal: Principal) -> str:
        """Mark the person or client that hands in; a client is never the person that has its subject."""
        return self.known_submitter(principal.issuer, principal.subject, machine=principal.machine)

    def known_submitter(self, issuer: str, subject: str, *, machine: bool = False) -> str:
        """Mark the person or client that ``issuer`` knows as ``subject``."""
        return caller_mark(self._pseudonym, issuer, subject, machine=machine)

    def former_submitter(self, principal: Principal) -> str:
        """Mark the person as an earlier release did, by subject alone; its marks are renewed one by one."""
        return self._mark("submitter", principal.subject)

    def person(self, principal: Principal) -> str:
        """Mark the person whose institution vouches for the mail address."""
        return self.named_person(principal.institution or "", principal.email)

    def named_person(self, institution: str, email: str) -> str:
        """Mark the person that a client of ``institution`` names by mail address."""
        return self._mark("person", institution, _same_address(email))

    def address(self, institution: str, email: str) -> str:
        """Mark the mail address of a person who hands in."""
        return self._mark("address", institution, _same_address(email))

    def institution(self, ror_id: str) -> str:
        """Mark an institution."""
        return self._mark("institution", ror_id)

    def former_idempotency_key(self, principal: Principal, key: str) -> str:
        """Mark an idempotency key as an earlier release did; none of its keys is older than 24 hours."""
        return self._mark("idempotency-key", principal.client, principal.subject, key)

    def former_fingerprint(self, body: Any) -> str:
        """Mark the JSON value that was handed in under a key as an earlier release did."""
        return self._mark("fingerprint", body)

    def _mark(self, *parts: Any) -> str:
        return mark(self._pseudonym, *parts)


def _same_address(email: str) -> str:
    """Return what two spellings of one mail address have in common.

    Plain capitals only: what other letters become in lower case may be somebody else's address.
    """
    return email.translate(_LOWER)
