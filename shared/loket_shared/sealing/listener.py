"""Listens to the vault for destroyed and revoked keys, and removes them from this process's caches."""

import asyncio
from uuid import UUID

import asyncpg
import structlog

from loket_shared.db.connection import limit_session
from loket_shared.sealing.key_cache import KeyCache
from loket_shared.sealing.signing_key_cache import SigningKeyCache
from loket_shared.sealing.vault_database import CHANNEL, REVOKED_CHANNEL, SECONDS_TO_ANSWER

_LOG = structlog.get_logger(__name__)

SECONDS_BETWEEN_BEATS = 5.0


async def follow_vault(url: str, cache: KeyCache, signing_keys: SigningKeyCache) -> None:
    """Enable the caches while notifications of destructions and revocations arrive; never returns.

    Raises:
        OSError: the connection failed or was lost.
        asyncpg.PostgresError: the database ended the connection.
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
    """Forget the keys of the question ``told``; every role may notify, so the text can be anything."""
    try:
        question_id = UUID(told)
    except ValueError:
        _LOG.warning("a notification of the vault names no question")
    else:
        cache.forget(question_id)
