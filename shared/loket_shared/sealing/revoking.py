"""Revokes signing keys, as the owner of the vault's database; until then a leaked key still proves authenticity."""

from uuid import UUID

import asyncpg

from loket_shared.sealing.vault_database import REVOKED_CHANNEL

_LIST = "SELECT kid, role, made_at, wrapped IS NOT NULL AS in_use, revoked_at FROM vault.signing_keys ORDER BY made_at"
_REVOKE = "UPDATE vault.signing_keys SET revoked_at = now(), wrapped = NULL WHERE kid = $1 AND revoked_at IS NULL"


async def list_signing_keys(connection: asyncpg.Connection) -> list[asyncpg.Record]:
    """Return id, role and creation time of every signing key, oldest first, and whether it is in use or revoked."""
    rows: list[asyncpg.Record] = await connection.fetch(_LIST)
    return rows


async def revoke_signing_key(connection: asyncpg.Connection, kid: UUID) -> bool:
    """Revoke a key and notify every process; its service makes a new key and sends its unproven events again.

    Returns False if the key does not exist or was revoked before.
    """
    async with connection.transaction():
        revoked: bool = await connection.execute(_REVOKE, kid) == "UPDATE 1"
        await connection.execute("SELECT pg_notify($1, '')", REVOKED_CHANNEL)
    return revoked
