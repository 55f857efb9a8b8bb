"""Caches keys in memory, for at most a minute and only while notifications of destroyed and revoked keys arrive.

See docs/architecture.md#confidentiality.
"""

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple
from uuid import UUID

import asyncpg
import structlog

from loket_shared.contracts.compartments import KeyName
from loket_shared.db.connection import limit_session
from loket_shared.sealing.keys import DataKey, KeyState
from loket_shared.sealing.signing_keys import PublicKey, SigningKey
from loket_shared.sealing.vault_database import CHANNEL, REVOKED_CHANNEL, SECONDS_TO_ANSWER

_LOG = structlog.get_logger(__name__)

SECONDS = 60.0

MOST_ENTRIES = 50_000

SECONDS_BETWEEN_BEATS = 5.0

Cached = DataKey | Literal[KeyState.FORBIDDEN]


class _Entry(NamedTuple):
    value: Cached
    until: float


class _VaultCache(ABC):
    """A cache of the vault's answers that is used only while the vault's notifications arrive.

    What is notified during a request must win over its answer. So a caller reads ``mark`` before the request and passes
    it with the answer, which is dropped if something was forgotten since.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._suspended = True
        self.mark = 0

    def resume(self) -> None:
        """Start to cache: notifications arrive from now on."""
        self._suspended = False

    def suspend(self) -> None:
        """Drop everything and stop to cache: a notification could be missed."""
        self._suspended = True
        self.clear()

    def clear(self) -> None:
        """Drop everything that is cached."""
        self.mark += 1
        self._drop_all()

    def _may_keep(self, mark: int) -> bool:
        return not self._suspended and mark == self.mark

    @abstractmethod
    def _drop_all(self) -> None:
        """Drop everything that is cached."""

    @abstractmethod
    def shed(self) -> None:
        """Drop expired entries, so that no secret stays in memory longer than needed."""


class KeyCache(_VaultCache):
    """The recent answers of the vault about data keys, except that a key is destroyed or unknown."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(now)
        self._entries: dict[UUID, _Entry] = {}
        self._kids: dict[KeyName, UUID] = {}

    def by_kid(self, kid: UUID) -> Cached | None:
        """Return the cached answer for a key's id, or None."""
        entry = self._entries.get(kid)
        return entry.value if entry and entry.until > self._now() else None

    def by_name(self, name: KeyName) -> DataKey | None:
        """Return the cached key with this name, or None."""
        kid = self._kids.get(name)
        key = self.by_kid(kid) if kid else None
        return key if isinstance(key, DataKey) else None

    def keep(self, answers: Iterable[tuple[UUID, Cached]], mark: int) -> None:
        """Cache ``answers``, unless a key was forgotten since ``mark``."""
        if not self._may_keep(mark):
            return
        until = self._now() + SECONDS
        for kid, value in answers:
            self._entries[kid] = _Entry(value, until)
            if isinstance(value, DataKey):
                self._kids[value.name] = kid
        if len(self._entries) > MOST_ENTRIES:
            self.clear()

    def forget(self, question_id: UUID) -> None:
        """Drop every key of a question."""
        self.mark += 1
        for name in [name for name in self._kids if name.question_id == question_id]:
            self._entries.pop(self._kids.pop(name), None)

    def _drop_all(self) -> None:
        self._entries.clear()
        self._kids.clear()

    def shed(self) -> None:
        """Drop expired entries."""
        now = self._now()
        self._entries = {kid: entry for kid, entry in self._entries.items() if entry.until > now}
        self._kids = {name: kid for name, kid in self._kids.items() if kid in self._entries}


class _Own(NamedTuple):
    key: SigningKey
    until: float


class _Public(NamedTuple):
    key: PublicKey
    until: float


class SigningKeyCache(_VaultCache):
    """The recent answers of the vault about signing keys, except that a key does not exist."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(now)
        self._own: _Own | None = None
        self._public: dict[UUID, _Public] = {}

    def own(self) -> SigningKey | None:
        """Return this service's cached key, or None."""
        return self._own.key if self._own and self._own.until > self._now() else None

    def public(self, kid: UUID) -> PublicKey | None:
        """Return the cached public half of a key, or None."""
        entry = self._public.get(kid)
        return entry.key if entry and entry.until > self._now() else None

    def keep_own(self, key: SigningKey, mark: int) -> None:
        """Cache this service's own key, unless the cache was cleared since ``mark``."""
        if self._may_keep(mark):
            self._own = _Own(key, self._now() + SECONDS)

    def keep_public(self, key: PublicKey, mark: int) -> None:
        """Cache a public half, unless the cache was cleared since ``mark``."""
        if self._may_keep(mark):
            self._public[key.kid] = _Public(key, self._now() + SECONDS)

    def _drop_all(self) -> None:
        self._own = None
        self._public.clear()

    def shed(self) -> None:
        """Drop expired entries."""
        now = self._now()
        self._own = self._own if self._own and self._own.until > now else None
        self._public = {kid: entry for kid, entry in self._public.items() if entry.until > now}


async def follow_vault(url: str, cache: KeyCache, signing_keys: SigningKeyCache) -> None:
    """Enable the caches while notifications of destructions and revocations arrive; never returns.

    Raises:
        OSError: the connection failed or was lost.
        asyncpg.PostgresError: the database ended the connection.
    """
    connection = await asyncpg.connect(url, timeout=SECONDS_TO_ANSWER, command_timeout=SECONDS_TO_ANSWER)
    try:
        await limit_session(connection)
        await connection.add_listener(CHANNEL, lambda _c, _pid, _channel, told: _hear(str(told), cache))
        await connection.add_listener(REVOKED_CHANNEL, lambda *_: signing_keys.clear())
        cache.resume()
        signing_keys.resume()
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_BEATS)
            await connection.execute("SELECT 1")
            cache.shed()
            signing_keys.shed()
    finally:
        cache.suspend()
        signing_keys.suspend()
        connection.terminate()


def _hear(told: str, cache: KeyCache) -> None:
    """Forget the keys of the question ``told``; every role may notify, so the text can be anything."""
    try:
        question_id = UUID(told)
    except ValueError:
        _LOG.warning("a notification of the vault names no question")
    else:
        cache.forget(question_id)
