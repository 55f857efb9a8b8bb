"""Hears from the vault whose keys were destroyed and that one was revoked, and empties the process's caches of them."""

import asyncio
from contextlib import suppress
from uuid import UUID

import asyncpg

from loket_shared.db.session_limits import limit_session
from loket_shared.sealing.key_cache import KeyCache
from loket_shared.sealing.signing_key_cache import SigningKeyCache
from loket_shared.sealing.vault_database import CHANNEL, REVOKED_CHANNEL, SECONDS_TO_ANSWER

SECONDS_BETWEEN_BEATS = 5.0


async def follow_vault(url: str, cache: KeyCache, signing_keys: SigningKeyCache) -> None:
    """Let the caches work for as long as destructions and revocations can be heard; return never.

    Raises:
        OSError: the connection cannot be made, or is lost.
        asyncpg.PostgresError: the database ends it.
    """
    connection = await asyncpg.connect(url, timeout=SECONDS_TO_ANSWER, command_timeout=SECONDS_TO_ANSWER)
    try:
        await limit_session(connection)
        await connection.add_listener(CHANNEL, lambda _c, _pid, _channel, told: _forget(cache, str(told)))
        await connection.add_listener(REVOKED_CHANNEL, lambda *_: signing_keys.clear())
        cache.resume()
        signing_keys.resume()
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_BEATS)
            await connection.execute("SELECT 1")
            cache.shed()
    finally:
        cache.suspend()
        signing_keys.suspend()
        connection.terminate()


def _forget(cache: KeyCache, told: str) -> None:
    """Forget the question that is named; every role may tell something here, and what names none tells nothing."""
    with suppress(ValueError):
        cache.forget(UUID(told))
