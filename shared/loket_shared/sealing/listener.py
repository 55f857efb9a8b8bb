"""Hears from the vault whose keys were destroyed, and empties the process's cache of them."""

import asyncio
from contextlib import suppress
from uuid import UUID

import asyncpg

from loket_shared.sealing.key_cache import KeyCache
from loket_shared.sealing.vault_database import CHANNEL, SECONDS_TO_ANSWER

SECONDS_BETWEEN_BEATS = 5.0


async def follow_destructions(url: str, cache: KeyCache) -> None:
    """Let the cache work for as long as destructions can be heard; return never.

    Raises:
        OSError: the connection cannot be made, or is lost.
        asyncpg.PostgresError: the database ends it.
    """
    connection = await asyncpg.connect(url, timeout=SECONDS_TO_ANSWER)
    try:
        await connection.add_listener(CHANNEL, lambda _c, _pid, _channel, told: _forget(cache, str(told)))
        cache.resume()
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_BEATS)
            await connection.execute("SELECT 1", timeout=SECONDS_TO_ANSWER)
            cache.shed()
    finally:
        cache.suspend()
        connection.terminate()


def _forget(cache: KeyCache, told: str) -> None:
    """Forget the question that is named; every role may tell something here, and what names none tells nothing."""
    with suppress(ValueError):
        cache.forget(UUID(told))
