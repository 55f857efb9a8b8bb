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

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

import asyncpg

from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.failures import VaultUnreachableError
from loket_shared.sealing.keys import service_of
from loket_shared.sealing.master_key_file import write_keys
from loket_shared.sealing.master_keys import MasterKeys, bound_to
from loket_shared.sealing.signing_keys import signing_key_bound_to

DAYS = 7.0
"""Days from the first use of a master key to its destruction, at most, if the rotation runs."""

SPREAD = timedelta(minutes=10)
"""The longest time until every process has read a changed file."""

_DUE = 0.7

_LOCK = 0x6C6F6B6576

AT_ONCE = 1000

LONGEST_WAIT_SECONDS = 60.0

_PAUSE_SECONDS = 0.1

_ADMITTING = 465725777269
"""The advisory lock that ``vault.admit`` takes in shared mode."""


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


@dataclass(frozen=True)
class WrappedTable:
    """A table of the vault with secrets in ``wrapped``, under the master key in ``master_version``.

    ``bound_to`` returns the authenticated data of a row's secret. A database function that adds rows calls
    ``vault.admit`` first, so that no row arrives under a master key that is about to be destroyed.
    """

    name: str
    key: str
    bound_to: Callable[[asyncpg.Record], bytes]


def _data_key(row: asyncpg.Record) -> bytes:
    return bound_to(row["kid"], KeyName(row["question_id"], Compartment(row["compartment"]), row["request_id"]))


def _signing_key(row: asyncpg.Record) -> bytes:
    return signing_key_bound_to(row["kid"], service_of(row["role"]), row["public"])


TABLES = (WrappedTable("vault.keys", "kid", _data_key), WrappedTable("vault.signing_keys", "kid", _signing_key))


async def rewrap(connection: asyncpg.Connection, masters: MasterKeys) -> int:
    """Wrap every secret that is under an older master key under the newest one in use; return their number.

    Afterwards nothing can be added under an older master key, so it can be destroyed. That also destroys all copies of
    keys that were destroyed since: in pages of the database, in the write-ahead log and in backups of the vault. The
    connection is the owner's. The call may be repeated.

    Raises:
        VaultUnreachableError: a master key is missing, or somebody locks a row for too long.
        WrongSealError: a secret was not wrapped under the master key that it names.
    """
    version = masters.newest
    await _admit_no_older(connection, version)
    return sum([await _rewrap_table(connection, masters, version, table) for table in TABLES])


async def _admit_no_older(connection: asyncpg.Connection, version: int) -> None:
    """Wait for transactions that add secrets, and admit none under an older version afterwards."""
    try:
        async with connection.transaction():
            await connection.execute(f"SET LOCAL lock_timeout = '{LONGEST_WAIT_SECONDS:.0f}s'")
            await connection.execute("SELECT pg_advisory_xact_lock($1)", _ADMITTING)
            await connection.execute("UPDATE vault.admission SET oldest = greatest(oldest, $1)", version)
    except asyncpg.LockNotAvailableError as error:
        raise VaultUnreachableError("somebody is adding keys for too long") from error


async def _rewrap_table(connection: asyncpg.Connection, masters: MasterKeys, version: int, table: WrappedTable) -> int:
    """Rewrap every row of ``table``; skip locked rows, and take them after their locks are released."""
    older = f"FROM {table.name} WHERE master_version < $1 AND wrapped IS NOT NULL"
    total, give_up = 0, time.monotonic() + LONGEST_WAIT_SECONDS
    while True:
        if done := await _rewrap_some(connection, masters, version, table, older):
            total, give_up = total + done, time.monotonic() + LONGEST_WAIT_SECONDS
        elif not await connection.fetchval(f"SELECT EXISTS (SELECT {older})", version):
            return total
        elif time.monotonic() > give_up:
            raise VaultUnreachableError(f"rows of {table.name} are held for too long")
        else:
            await asyncio.sleep(_PAUSE_SECONDS)


async def _rewrap_some(
    connection: asyncpg.Connection, masters: MasterKeys, version: int, table: WrappedTable, older: str
) -> int:
    async with connection.transaction():
        rows = await connection.fetch(f"SELECT * {older} LIMIT $2 FOR UPDATE SKIP LOCKED", version, AT_ONCE)
        renewed = []
        for row in rows:
            aad = table.bound_to(row)
            secret = masters.unwrap_secret(row["wrapped"], row["master_version"], aad)
            renewed.append((row[table.key], *masters.wrap_secret(secret, aad)))
        update = f"UPDATE {table.name} SET wrapped = $2, master_version = $3 WHERE {table.key} = $1"  # noqa: S608
        await connection.executemany(update, renewed)
    return len(rows)
