"""Hears from the vault whose keys were destroyed and that one was revoked, and empties the process's caches of them."""

import asyncio
from uuid import UUID

import asyncpg
import structlog

from loket_shared.db.session_limits import limit_session
from loket_shared.sealing.key_cache import KeyCache
from loket_shared.sealing.signing_key_cache import SigningKeyCache
from loket_shared.sealing.vault_database import CHANNEL, REVOKED_CHANNEL, SECONDS_TO_ANSWER

_LOG = structlog.get_logger(__name__)

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
        await connection.add_listener(CHANNEL, lambda _c, _pid, _channel, told: _hear(str(told), cache))
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


def _hear(told: str, cache: KeyCache) -> None:
    """Forget the keys of the question that is ``told``; every role may notify, so that it can be anything."""
    try:
        question_id = UUID(told)
    except ValueError:
        _LOG.warning("a notification of the vault names no question")
    else:
        cache.forget(question_id)
