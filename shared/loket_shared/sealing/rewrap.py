"""Wraps every secret of the vault under a new master key."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

import asyncpg

from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.failures import VaultUnreachableError
from loket_shared.sealing.grants import service_of
from loket_shared.sealing.master_keys import MasterKeys, bound_to
from loket_shared.sealing.signing_keys import signing_key_bound_to

AT_ONCE = 1000
LONGEST_WAIT_SECONDS = 60.0
_PAUSE_SECONDS = 0.1

_ADMITTING = 465725777269
"""The advisory lock that ``vault.admit`` takes in shared mode."""


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
