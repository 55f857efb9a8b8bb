"""Replacing the master key, step by step, so that what was destroyed in the vault can be opened by nobody in the end.

The write-ahead log and old pages of the vault's database keep wrapped keys of erased questions. They open under the
master key of their time, and with nothing else; so a master key is used for some days only, everything living is then
put under the next one, and the old one is destroyed.

What has been done stands in the file and in the vault, so every step can be cut short and taken again:

1. The next key is added to the file, to be used from a moment on at which every process knows it.
2. From that moment on processes wrap under it, each by itself.
3. The vault admits nothing under the former key any more, and everything is rewrapped.
4. The former key is taken out of the file.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

import asyncpg

from loket_shared.failures import VaultUnreachableError
from loket_shared.sealing.master_key_file import write_keys
from loket_shared.sealing.master_keys import MasterKeys
from loket_shared.sealing.rewrap import rewrap

DAYS = 7.0
"""A master key is destroyed at most so many days after its first use, if rotation works."""

SPREAD = timedelta(minutes=10)
"""The longest time until every process has read a file that was written."""

_DUE = 0.7
_LOCK = 0x6C6F6B6576


class Step(StrEnum):
    """The outcome of one call."""

    NOTHING = "nothing was due"
    ADDED = "the next master key was added"
    WAITING = "the next master key is not used yet"
    DESTROYED = "everything is under the next master key, and the former one is destroyed"


@dataclass(frozen=True)
class Rotation:
    """The rotation of the master keys in a file; ``longest`` is the time one may exist after its first use."""

    file: Path
    longest: timedelta = timedelta(days=DAYS)
    spread: timedelta = SPREAD

    def keys(self) -> MasterKeys:
        """Return the keys as they are; raises as ``MasterKeys.read``."""
        return MasterKeys.read(self.file)

    def is_due(self, keys: MasterKeys) -> bool:
        """Say if a step is due, without asking the vault."""
        return bool(keys.former) or (keys.coming is None and self._is_old(keys))

    async def step(self, connection: asyncpg.Connection) -> Step:
        """Take the next step that is due, if any; the ``connection`` is the owner's of the vault.

        Raises:
            VaultUnreachable: somebody else is at it, or the vault is held; nothing is lost.
            OSError: the file cannot be read or written.
        """
        if not await connection.fetchval("SELECT pg_try_advisory_lock($1)", _LOCK):
            raise VaultUnreachableError("the master keys are being rotated already")
        try:
            return await self._step(connection, self.keys())
        finally:
            await connection.execute("SELECT pg_advisory_unlock($1)", _LOCK)

    async def _step(self, connection: asyncpg.Connection, keys: MasterKeys) -> Step:
        if keys.former:
            await rewrap(connection, keys)
            write_keys(self.file, keys.without_former())
            return Step.DESTROYED
        if keys.coming is not None:
            return Step.WAITING
        if self._is_old(keys):
            write_keys(self.file, keys.with_next(datetime.now(UTC) + self.spread))
            return Step.ADDED
        return Step.NOTHING

    def _is_old(self, keys: MasterKeys) -> bool:
        return keys.age is None or keys.age >= self.longest * _DUE
