"""Replaces the master key step by step, so that in the end nobody can open a destroyed key.

The write-ahead log and old pages of the vault's database keep wrapped keys of erased questions. Only the master key of
their time opens them. So a master key is used for some days only; then every living secret is wrapped under the next
one, and the old one is destroyed.

The file and the vault record the finished steps, so every step can be interrupted and repeated:

1. The next key is added to the file, with a start time at which every process will have read it.
2. From that time on every process wraps under it.
3. The vault admits nothing under the former key any more, and everything is rewrapped.
4. The former key is removed from the file.
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
"""Days from the first use of a master key to its destruction, at most, if the rotation runs."""

SPREAD = timedelta(minutes=10)
"""The longest time until every process has read a changed file."""

_DUE = 0.7
_LOCK = 0x6C6F6B6576


class Step(StrEnum):
    """The outcome of one call of ``Rotation.step``."""

    NOTHING = "nothing was due"
    ADDED = "the next master key was added"
    WAITING = "the next master key is not used yet"
    DESTROYED = "everything is under the next master key, and the former one is destroyed"


@dataclass(frozen=True)
class Rotation:
    """The rotation of the master keys in a file; ``longest`` is the longest life of a key after its first use."""

    file: Path
    longest: timedelta = timedelta(days=DAYS)
    spread: timedelta = SPREAD

    def keys(self) -> MasterKeys:
        """Return the keys in the file; raises the errors of ``MasterKeys.read``."""
        return MasterKeys.read(self.file)

    def is_due(self, keys: MasterKeys) -> bool:
        """Return True if a step is due; does not ask the vault."""
        return bool(keys.former) or (keys.coming is None and self._is_old(keys))

    async def step(self, connection: asyncpg.Connection) -> Step:
        """Take the next step if one is due; ``connection`` is that of the vault's owner.

        Raises:
            VaultUnreachableError: another rotation runs, or the vault is locked; the step can be repeated.
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
