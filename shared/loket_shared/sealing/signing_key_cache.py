"""Signing keys in a process's memory, for at most a minute and only while revocations can be heard."""

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
    """Keeps what the vault answered lately; never that there is no such key.

    A revocation that is told while an answer is on its way must win: who fetches takes ``mark`` before
    and hands it over with what came, which is dropped if anything was forgotten since.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._own: _Own | None = None
        self._public: dict[UUID, _Public] = {}
        self._suspended = True
        self.mark = 0

    def own(self) -> SigningKey | None:
        """Return this service's own key, if it is kept."""
        return self._own.key if self._own and self._own.until > self._now() else None

    def public(self, kid: UUID) -> PublicKey | None:
        """Return the public half of a key, if it is kept."""
        entry = self._public.get(kid)
        return entry.key if entry and entry.until > self._now() else None

    def keep_own(self, key: SigningKey, mark: int) -> None:
        """Keep this service's own key, fetched since ``mark`` was taken."""
        if not self._suspended and mark == self.mark:
            self._own = _Own(key, self._now() + SECONDS)

    def keep_public(self, key: PublicKey, mark: int) -> None:
        """Keep a public half, fetched since ``mark`` was taken."""
        if not self._suspended and mark == self.mark:
            self._public[key.kid] = _Public(key, self._now() + SECONDS)

    def resume(self) -> None:
        """Begin to keep: revocations are heard from now on."""
        self._suspended = False

    def suspend(self) -> None:
        """Drop everything and keep nothing: a revocation could go unheard."""
        self._suspended = True
        self.clear()

    def clear(self) -> None:
        """Drop everything."""
        self.mark += 1
        self._own = None
        self._public.clear()
