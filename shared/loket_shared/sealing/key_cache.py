"""Caches data keys in memory, for at most a minute (design section 5)."""

import time
from collections.abc import Callable, Iterable
from typing import Literal, NamedTuple
from uuid import UUID

from loket_shared.contracts.compartments import KeyName
from loket_shared.sealing.keys import DataKey, KeyState

SECONDS = 60.0
MOST_ENTRIES = 50_000

Cached = DataKey | Literal[KeyState.FORBIDDEN]


class _Entry(NamedTuple):
    value: Cached
    until: float


class KeyCache:
    """The recent answers of the vault, except that a key is destroyed or unknown.

    A destruction during a request must win over its answer. So a caller reads ``mark`` before the request and passes it
    to ``keep``, which drops the answers if a key was forgotten since.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._entries: dict[UUID, _Entry] = {}
        self._kids: dict[KeyName, UUID] = {}
        self._suspended = True
        self.mark = 0

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
        if self._suspended or mark != self.mark:
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

    def resume(self) -> None:
        """Start to cache: notifications of destructions arrive from now on."""
        self._suspended = False

    def suspend(self) -> None:
        """Drop everything and stop to cache: a notification of a destruction could be missed."""
        self._suspended = True
        self.clear()

    def clear(self) -> None:
        """Drop everything that is cached."""
        self.mark += 1
        self._entries.clear()
        self._kids.clear()

    def shed(self) -> None:
        """Drop expired entries, so that no secret stays in memory longer than needed."""
        now = self._now()
        self._entries = {kid: entry for kid, entry in self._entries.items() if entry.until > now}
        self._kids = {name: kid for name, kid in self._kids.items() if kid in self._entries}
