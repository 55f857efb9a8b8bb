"""Remembers the principals of access tokens that were verified, so that a signature is checked once.

A token is known by its SHA-256 digest. It counts for as long as it is valid, and only under the very keys that verified
it: with the next answer of the provider every signature is checked anew, so a withdrawn key verifies nothing more.
"""

from hashlib import sha256
from typing import NamedTuple

from joserfc.jwk import KeySet

from loket_shared.principal import Principal

MOST_TOKENS = 4096


class VerifiedToken(NamedTuple):
    """The principal of a token, its expiry in seconds since the epoch, and the id and the set of the key behind it."""

    principal: Principal
    expires_at: float
    kid: str | None
    keys: KeySet


class VerifiedTokens:
    """The last ``most`` verified tokens."""

    def __init__(self, most: int = MOST_TOKENS) -> None:
        self._most = most
        self._known: dict[bytes, VerifiedToken] = {}

    def find(self, token: str) -> VerifiedToken | None:
        """Return what is known of ``token``, which may have expired since, or None."""
        return self._known.get(_digest(token))

    def keep(self, token: str, verified: VerifiedToken) -> None:
        """Remember ``token``; the oldest is forgotten if there are too many."""
        self._known[_digest(token)] = verified
        if len(self._known) > self._most:
            del self._known[next(iter(self._known))]


def _digest(token: str) -> bytes:
    return sha256(token.encode("utf-8", "surrogatepass")).digest()
