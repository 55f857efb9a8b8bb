"""Keyed pseudonyms: the database finds people and institutions by them and cannot read who they are.

No table holds the asker or the institution in the clear (``loket_shared.pseudonyms``).
"""

import string
from collections.abc import Callable
from typing import Any

from loket_shared.principal import Principal
from loket_shared.pseudonyms import caller_mark, mark

_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


class Pseudonyms:
    """Makes pseudonyms with the vault's keyed ``pseudonym`` function; equal values of two kinds get two pseudonyms."""

    def __init__(self, pseudonym: Callable[[str], str]) -> None:
        self._pseudonym = pseudonym

    def submitter(self, principal: Principal) -> str:
        """Return the pseudonym of the submitter; a client is never the person with the same subject."""
        return self.known_submitter(principal.issuer, principal.subject, machine=principal.machine)

    def known_submitter(self, issuer: str, subject: str, *, machine: bool = False) -> str:
        """Return the pseudonym of the person or client that ``issuer`` knows as ``subject``."""
        return caller_mark(self._pseudonym, issuer, subject, machine=machine)

    def former_submitter(self, principal: Principal) -> str:
        """Return the pseudonym of an earlier release, made from the subject alone; ``renew_pseudonyms`` replaces it."""
        return self._mark("submitter", principal.subject)

    def person(self, principal: Principal) -> str:
        """Return the pseudonym of a person by the mail address that the institution vouches for."""
        return self.named_person(principal.institution or "", principal.email)

    def named_person(self, institution: str, email: str) -> str:
        """Return the pseudonym of the person whom a client of ``institution`` names by mail address."""
        return self._mark("person", institution, _normalize(email))

    def address(self, institution: str, email: str) -> str:
        """Return the pseudonym of a submitter's mail address."""
        return self._mark("address", institution, _normalize(email))

    def institution(self, ror_id: str) -> str:
        """Return the pseudonym of an institution."""
        return self._mark("institution", ror_id)

    def former_idempotency_key(self, principal: Principal, key: str) -> str:
        """Return the pseudonym of an idempotency key of an earlier release; such keys live 24 hours at most."""
        return self._mark("idempotency-key", principal.client, principal.subject, key)

    def former_fingerprint(self, body: Any) -> str:
        """Return the pseudonym of the JSON value that was sent under a key of an earlier release."""
        return self._mark("fingerprint", body)

    def _mark(self, *parts: Any) -> str:
        return mark(self._pseudonym, *parts)


def _normalize(email: str) -> str:
    """Return a mail address in lower case.

    Only ASCII letters change: another letter in lower case may make somebody else's address.
    """
    return email.translate(_LOWER)
