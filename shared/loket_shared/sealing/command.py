"""The command line of the vault, for the owner of its database.

``LOKET_VAULT_URL`` is the owner's URL, ``LOKET_VAULT_PASSWORD_FILE`` the file with the password; the commands on master
keys also read ``LOKET_MASTER_KEY_FILE``. ``rotate`` takes the step that is due and writes that file; run it about every
hour. A master key is destroyed at most ``LOKET_MASTER_KEY_DAYS`` (7) after its first use. A new one is used after
``LOKET_MASTER_KEY_SPREAD_MINUTES`` (10), so that every process has read the file before.
"""

import argparse
import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Collection, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

import asyncpg

from loket_shared.db.connection import dsn_of, with_password
from loket_shared.failures import VaultUnreachableError
from loket_shared.sealing.keys import VaultGrant, service_of
from loket_shared.sealing.master_key_file import MasterKeyFile
from loket_shared.sealing.migrate import migrate
from loket_shared.sealing.rotate import DAYS, SPREAD, TABLES, Rotation, rewrap
from loket_shared.sealing.vault_database import REVOKED_CHANNEL

Command = Callable[[asyncpg.Connection], Awaitable[int]]


def main(grants: Collection[VaultGrant], program: str) -> int:
    """Run the command on the command line, and return the exit status.

    ``migrate`` writes ``grants`` into the vault.
    """
    parser = argparse.ArgumentParser(
        prog=program, description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "command",
        choices=["migrate", *_COMMANDS, "revoke"],
        help="migrate: create or update the vault; rotate: take the next step of replacing the master key; "
        "rewrap: put all keys under the newest master key; status: tell how old the master keys are; "
        "signing-keys: list the keys that services sign with; revoke: take the signing key KID out of use",
    )
    parser.add_argument("kid", nargs="?", type=UUID, metavar="KID", help="the id of a signing key, for revoke")
    asked = parser.parse_args()
    if (asked.command == "revoke") != (asked.kid is not None):
        parser.error("revoke takes the id of a signing key, and nothing else does")
    command = (
        _revoking(asked.kid)
        if asked.kid
        else partial(_migrate, grants)
        if asked.command == "migrate"
        else _COMMANDS[asked.command]
    )
    try:
        return asyncio.run(_run(command))
    except (VaultUnreachableError, ValueError, OSError, asyncpg.PostgresError) as error:
        sys.stderr.write(f"{error}\n")
        return 1


async def _run(command: Command) -> int:
    password = os.environ.get("LOKET_VAULT_PASSWORD_FILE")
    url = with_password(os.environ["LOKET_VAULT_URL"], Path(password) if password else None)
    connection = await asyncpg.connect(dsn_of(url))
    try:
        return await command(connection)
    finally:
        await connection.close()


def _rotation() -> Rotation:
    days = float(os.environ.get("LOKET_MASTER_KEY_DAYS", DAYS))
    minutes = float(os.environ.get("LOKET_MASTER_KEY_SPREAD_MINUTES", SPREAD.total_seconds() / 60))
    return Rotation(Path(os.environ["LOKET_MASTER_KEY_FILE"]), timedelta(days=days), timedelta(minutes=minutes))


async def _migrate(grants: Collection[VaultGrant], connection: asyncpg.Connection) -> int:
    await migrate(connection, grants)
    print("the vault is up to date")
    return 0


async def _rewrap(connection: asyncpg.Connection) -> int:
    keys = _rotation().keys()
    print(f"{await rewrap(connection, keys)} keys are now under master key {keys.newest}")
    return 0


async def _rotate(connection: asyncpg.Connection) -> int:
    print(await _rotation().step(connection))
    return 0


async def _status(connection: asyncpg.Connection) -> int:
    rotation = _rotation()
    for table in TABLES:
        under = f"SELECT master_version, count(*) FROM {table.name} WHERE wrapped IS NOT NULL GROUP BY 1 ORDER BY 1"  # noqa: S608
        for version, count in await connection.fetch(under):
            print(f"{table.name}: {count} under master key {version}")
    age = MasterKeyFile(rotation.file).age
    print(f"the oldest master key has been in use for {age / timedelta(days=1):.1f} days")
    if age > rotation.longest:
        print("its rotation is overdue")
    return 1 if age > rotation.longest else 0


async def _signing_keys(connection: asyncpg.Connection) -> int:
    for key in await list_signing_keys(connection):
        state = f"revoked {key['revoked_at']:%Y-%m-%d}" if key["revoked_at"] else _use(key)
        print(f"{key['kid']}  {service_of(key['role']):14} {key['made_at']:%Y-%m-%d}  {state}")
    return 0


def _use(key: asyncpg.Record) -> str:
    return "in use" if key["in_use"] else "replaced"


def _revoking(kid: UUID) -> Command:
    async def revoke(connection: asyncpg.Connection) -> int:
        if not await revoke_signing_key(connection, kid):
            raise ValueError(f"there is no signing key {kid} that could be revoked")
        print(f"{kid} proves nothing any more")
        return 0

    return revoke


_COMMANDS: Mapping[str, Command] = {
    "rotate": _rotate,
    "rewrap": _rewrap,
    "status": _status,
    "signing-keys": _signing_keys,
}


_LIST = "SELECT kid, role, made_at, wrapped IS NOT NULL AS in_use, revoked_at FROM vault.signing_keys ORDER BY made_at"
_REVOKE = "UPDATE vault.signing_keys SET revoked_at = now(), wrapped = NULL WHERE kid = $1 AND revoked_at IS NULL"


async def list_signing_keys(connection: asyncpg.Connection) -> list[asyncpg.Record]:
    """Return id, role and creation time of every signing key, oldest first, and whether it is in use or revoked."""
    rows: list[asyncpg.Record] = await connection.fetch(_LIST)
    return rows


async def revoke_signing_key(connection: asyncpg.Connection, kid: UUID) -> bool:
    """Revoke a key and notify every process; its service makes a new key and sends its unproven events again.

    Until it is revoked, a leaked key still proves authenticity. Returns False if the key does not exist or was revoked
    before.
    """
    async with connection.transaction():
        revoked: bool = await connection.execute(_REVOKE, kid) == "UPDATE 1"
        await connection.execute("SELECT pg_notify($1, '')", REVOKED_CHANNEL)
    return revoked
