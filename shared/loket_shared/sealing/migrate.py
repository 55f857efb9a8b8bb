"""Brings the vault's database up to date, and writes the grant of each role."""

from collections.abc import Iterable
from importlib.resources import files

import asyncpg

from loket_shared.sealing.keys import VaultGrant

_MIGRATION_LOCK = 0x6C6F6B6574


async def migrate(connection: asyncpg.Connection, grants: Iterable[VaultGrant]) -> None:
    """Run the scripts that the vault does not have yet, then write the ``grants`` of each role.

    The connection is the owner's. Each service's role, ``loket_<service>``, must exist.

    Raises:
        asyncpg.UndefinedObjectError: a service's role does not exist.
    """
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock($1)", _MIGRATION_LOCK)
        await connection.execute("CREATE SCHEMA IF NOT EXISTS vault")
        await connection.execute("CREATE TABLE IF NOT EXISTS vault.migrations (name text PRIMARY KEY)")
        done = {row["name"] for row in await connection.fetch("SELECT name FROM vault.migrations")}
        scripts = (
            entry for entry in files(__package__).joinpath("migrations").iterdir() if entry.name.endswith(".sql")
        )
        for script in sorted(scripts, key=lambda entry: entry.name):
            if script.name not in done:
                await connection.execute(script.read_text("utf-8"))
                await connection.execute("INSERT INTO vault.migrations VALUES ($1)", script.name)
        await _grant(connection, grants)


async def _grant(connection: asyncpg.Connection, grants: Iterable[VaultGrant]) -> None:
    await connection.execute("REVOKE ALL ON SCHEMA vault FROM PUBLIC")
    await connection.execute("REVOKE ALL ON ALL FUNCTIONS IN SCHEMA vault FROM PUBLIC")
    await connection.execute("DELETE FROM vault.roles")
    for grant in grants:
        role = grant.role
        await connection.execute(f"GRANT USAGE ON SCHEMA vault TO {role}")
        await connection.execute(f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA vault TO {role}")
        await connection.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA vault FROM {role}")
        await connection.execute(
            "INSERT INTO vault.roles VALUES ($1, $2, $3, $4, $5)",
            role,
            sorted(grant.compartments),
            sorted(grant.makes_ahead),
            grant.takes_in,
            grant.erases,
        )
