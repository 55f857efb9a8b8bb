"""Hears from the vault whose keys were destroyed, and empties the process's cache of them."""

import asyncio
from uuid import UUID

import asyncpg
import structlog

from loket_shared.sealing.key_cache import KeyCache
from loket_shared.sealing.vault_database import CHANNEL, SECONDS_TO_ANSWER

_LOG = structlog.get_logger(__name__)

SECONDS_BETWEEN_BEATS = 5.0


async def follow_destructions(url: str, cache: KeyCache) -> None:
    """Let the cache work for as long as destructions can be heard; return never.

    Raises:
        OSError: the connection cannot be made, or is lost.
        asyncpg.PostgresError: the database ends it.
    """
    connection = await asyncpg.connect(url, timeout=SECONDS_TO_ANSWER)
    try:
        await connection.add_listener(CHANNEL, lambda _c, _pid, _channel, told: _hear(str(told), cache))
        cache.resume()
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_BEATS)
            await connection.execute("SELECT 1", timeout=SECONDS_TO_ANSWER)
            cache.shed()
    finally:
        cache.suspend()
        connection.terminate()


def _hear(told: str, cache: KeyCache) -> None:
    """Forget the keys of the question that is ``told``; every role may notify, so that it can be anything."""
    try:
        question_id = UUID(told)
    except ValueError:
        _LOG.warning("a notification of the vault names no question")
    else:
        cache.forget(question_id)
