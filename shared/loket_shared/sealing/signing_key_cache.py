"""Caches signing keys in memory, for at most a minute and only while notifications of revocations arrive."""

import time
from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

from loket_shared.sealing.key_cache import SECONDS
from loket_shared.sealing.signing_keys import PublicKey, SigningKey


class _Own(NamedTuple):
    key: SigningKey
    until: float


class _Public(NamedTuple):
    key: PublicKey
    until: float


class SigningKeyCache:
    """The recent answers of the vault, except that a key does not exist.

    A revocation during a request must win over its answer. So a caller reads ``mark`` before the request and passes it
    with the answer, which is dropped if the cache was cleared since.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._own: _Own | None = None
        self._public: dict[UUID, _Public] = {}
        self._suspended = True
        self.mark = 0

    def own(self) -> SigningKey | None:
        """Return this service's cached key, or None."""
        return self._own.key if self._own and self._own.until > self._now() else None

    def public(self, kid: UUID) -> PublicKey | None:
        """Return the cached public half of a key, or None."""
        entry = self._public.get(kid)
        return entry.key if entry and entry.until > self._now() else None

    def keep_own(self, key: SigningKey, mark: int) -> None:
        """Cache this service's own key, unless the cache was cleared since ``mark``."""
        if not self._suspended and mark == self.mark:
            self._own = _Own(key, self._now() + SECONDS)

    def keep_public(self, key: PublicKey, mark: int) -> None:
        """Cache a public half, unless the cache was cleared since ``mark``."""
        if not self._suspended and mark == self.mark:
            self._public[key.kid] = _Public(key, self._now() + SECONDS)

    def resume(self) -> None:
        """Start to cache: notifications of revocations arrive from now on."""
        self._suspended = False

    def suspend(self) -> None:
        """Drop everything and stop to cache: a notification of a revocation could be missed."""
        self._suspended = True
        self.clear()

    def clear(self) -> None:
        """Drop everything that is cached."""
        self.mark += 1
        self._own = None
        self._public.clear()
