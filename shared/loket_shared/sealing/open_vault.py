"""Connects a service to the vault: its connections, its listener and its pool of question ids."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

import asyncpg

from loket_shared.db.connection import limit_session
from loket_shared.failures import VaultUnreachableError
from loket_shared.observability.tasks import supervise
from loket_shared.sealing.key_cache import KeyCache, SigningKeyCache, follow_vault
from loket_shared.sealing.key_pool import KeyPool
from loket_shared.sealing.keys import VaultGrant
from loket_shared.sealing.master_key_file import MasterKeyFile
from loket_shared.sealing.postgres_vault import PostgresVault
from loket_shared.sealing.rotate import DAYS
from loket_shared.sealing.vault_database import VaultDatabase, connectable

CONNECTIONS = 4
SIGNING_KEY_DAYS = 90
"""Days after which a signing key is replaced."""


@asynccontextmanager
async def open_vault(
    url: str,
    master_key_file: Path,
    grant: VaultGrant,
    master_key_days: float = DAYS,
    signing_key_days: int = SIGNING_KEY_DAYS,
    direct_url: str | None = None,
) -> AsyncIterator[PostgresVault]:
    """Open the vault for the block; ``url`` names the service's own role, and ``grant`` must be its rights.

    Notifications arrive on a connection to ``direct_url``, which must not lead to a pooler. A service starts also if
    the vault does not answer: calls raise ``VaultUnreachableError`` until it does. A warning is logged for a master key
    that has been in use for more than ``master_key_days``.

    Raises:
        ValueError: the master key file does not hold keys.
        OSError: the master key file cannot be read.
    """
    masters, longest = MasterKeyFile(master_key_file), timedelta(days=master_key_days)
    address, direct = connectable(url), connectable(direct_url or url)
    async with asyncpg.create_pool(
        address, min_size=0, max_size=CONNECTIONS, init=limit_session, reset=_as_it_is
    ) as connections:
        database, cache, signing_keys = VaultDatabase(connections, masters), KeyCache(), SigningKeyCache()
        pool = KeyPool(database)
        loops = [
            asyncio.create_task(supervise("vault listener", lambda: follow_vault(direct, cache, signing_keys))),
            asyncio.create_task(supervise("keys made ahead", pool.keep_filled)),
            asyncio.create_task(supervise("master keys", lambda: masters.follow(longest))),
        ]
        try:
            yield PostgresVault(grant, database, pool, cache, signing_keys, signing_key_days)
        finally:
            for loop in loops:
                loop.cancel()
            await asyncio.gather(*loops, return_exceptions=True)
            with suppress(VaultUnreachableError):
                await pool.give_back()


async def _as_it_is(_: object) -> None:
    """Do not reset a returned connection: the function calls do not change its session.

    The driver's own reset would cost a second round trip for each request of a key.
    """
