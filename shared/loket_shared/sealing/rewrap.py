"""Putting the data keys under a new master key."""

import asyncpg

from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.sealing.master_keys import MasterKeys, Wrapped
from loket_shared.sealing.signing_keys import WrappedSigningKey
from loket_shared.sealing.vault_database import read_signing_key

AT_ONCE = 1000


async def rewrap(connection: asyncpg.Connection, masters: MasterKeys) -> int:
    """Wrap every key that is under an older master key under the newest; return how many.

    Before, every service is started with both master keys in its secret; once it is done the older
    one can be destroyed. With it go all copies of data keys that were destroyed since: in pages of
    the database, in the write-ahead log, in backups of the vault.

    Raises:
        VaultUnreachable: a key is wrapped under a master key that is not at hand.
        WrongSeal: a key was not wrapped under the master key that it names.
    """
    total = await _rewrap_signing_keys(connection, masters)
    while done := await _rewrap_some(connection, masters):
        total += done
    return total


async def _rewrap_some(connection: asyncpg.Connection, masters: MasterKeys) -> int:
    async with connection.transaction():
        rows = await connection.fetch(
            "SELECT * FROM vault.keys WHERE master_version < $1 AND wrapped IS NOT NULL LIMIT $2 FOR UPDATE",
            masters.newest,
            AT_ONCE,
        )
        keys = [masters.wrap(masters.unwrap(_read(row))) for row in rows]
        await connection.executemany(
            "UPDATE vault.keys SET wrapped = $2, master_version = $3 WHERE kid = $1",
            [(key.kid, key.wrapped, key.version) for key in keys],
        )
    return len(keys)


async def _rewrap_signing_keys(connection: asyncpg.Connection, masters: MasterKeys) -> int:
    async with connection.transaction():
        rows = await connection.fetch(
            "SELECT * FROM vault.signing_keys WHERE master_version < $1 AND wrapped IS NOT NULL FOR UPDATE",
            masters.newest,
        )
        keys = [WrappedSigningKey.wrap(read_signing_key(row).unwrap(masters), masters) for row in rows]
        await connection.executemany(
            "UPDATE vault.signing_keys SET wrapped = $2, master_version = $3 WHERE kid = $1",
            [(key.kid, key.wrapped, key.version) for key in keys],
        )
    return len(keys)


def _read(row: asyncpg.Record) -> Wrapped:
    name = KeyName(row["question_id"], Compartment(row["compartment"]), row["request_id"])
    return Wrapped(row["kid"], name, row["wrapped"], row["master_version"])
