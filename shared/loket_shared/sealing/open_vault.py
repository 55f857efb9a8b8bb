"""Connecting a service to the vault: its connections, its listener and the keys made ahead."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import asyncpg

from loket_shared.failures import VaultUnreachable
from loket_shared.ops.loops import keep_running
from loket_shared.sealing.key_cache import KeyCache
from loket_shared.sealing.key_pool import KeyPool
from loket_shared.sealing.listener import follow_destructions
from loket_shared.sealing.master_keys import MasterKeys
from loket_shared.sealing.postgres_vault import PostgresVault
from loket_shared.sealing.vault_database import VaultDatabase, connectable

CONNECTIONS = 4


@asynccontextmanager
async def open_vault(url: str, master_key_file: Path, direct_url: str | None = None) -> AsyncIterator[PostgresVault]:
    """Give the vault to the block; ``url`` names the service's own role, whose rights hold.

    Notifications are listened for at ``direct_url``, which leads to no pooler.

    A vault that is away does not keep a service from starting: calls raise ``VaultUnreachable`` until
    it is back.

    Raises:
        ValueError: the master key file does not hold keys.
        OSError: the master key file cannot be read.
    """
    masters, address, direct = MasterKeys.read(master_key_file), connectable(url), connectable(direct_url or url)
    async with asyncpg.create_pool(address, min_size=0, max_size=CONNECTIONS, reset=_as_it_is) as connections:
        database, cache = VaultDatabase(connections, masters), KeyCache()
        pool = KeyPool(database)
        loops = [
            asyncio.create_task(keep_running("vault listener", lambda: follow_destructions(direct, cache))),
            asyncio.create_task(keep_running("keys made ahead", pool.keep_filled)),
        ]
        try:
            yield PostgresVault(database, pool, cache, masters)
        finally:
            for loop in loops:
                loop.cancel()
            await asyncio.gather(*loops, return_exceptions=True)
            with suppress(VaultUnreachable):
                await pool.give_back()


async def _as_it_is(_: object) -> None:
    """Leave a connection that is given back as it is: calls of functions change nothing of its session.

    The driver's own reset would cost a second round trip for every key that is asked for.
    """
