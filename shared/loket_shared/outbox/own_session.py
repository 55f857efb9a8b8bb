"""Making sure that a connection keeps one session of the database to itself.

The right to send is a lock of a session. Behind a pooler that lends sessions for a transaction, two relays
can meet in one session and both hold it, and a wake is heard by whoever has the session then.
"""

from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager

import asyncpg

from loket_shared.failures import ConfigurationError
from loket_shared.outbox.leader_lock import dsn_of

_LOOKS = 3
_CONNECT_SECONDS = 5.0

_ANOTHER_SESSION = (asyncpg.InvalidSQLStatementNameError, asyncpg.DuplicatePreparedStatementError)
"""Answers of a session that did not prepare the driver's statement, or has that of another client."""


class SharedSessionError(ConfigurationError):
    """The address of the database leads to a pooler that lends sessions for a transaction."""

    def __init__(self) -> None:
        super().__init__(
            "the relay needs a session of its own, and the address of the database leads to a pooler that"
            " lends sessions for a transaction: set LOKET_DATABASE_DIRECT_URL to the database itself"
        )


async def require_own_session(connection: asyncpg.Connection, url: str) -> None:
    """Make sure that the session of ``connection``, opened at ``url``, is nobody else's.

    Raises:
        SharedSessionError: another connection got it, or this one got another.
    """
    if await _shares_session(connection, dsn_of(url)):
        raise SharedSessionError


@contextmanager
def shared_session_explained() -> Iterator[None]:
    """Turn what the driver says of a session that is not its own into SharedSessionError."""
    try:
        yield
    except _ANOTHER_SESSION as failure:
        raise SharedSessionError from failure


async def _shares_session(connection: asyncpg.Connection, dsn: str) -> bool:
    """Let other connections hold a session each, and return whether one of them is that of ``connection``.

    A pooler makes up the process number that it tells at the connect, so nothing is tried where that is
    the session's own.
    """
    own = await _process_of(connection)
    if own == connection.get_server_pid():
        return False
    async with AsyncExitStack() as holding:
        for _ in range(_LOOKS):
            other = await asyncpg.connect(dsn, timeout=_CONNECT_SECONDS, command_timeout=_CONNECT_SECONDS)
            holding.push_async_callback(other.close, timeout=_CONNECT_SECONDS)
            await holding.enter_async_context(other.transaction())
            if await _process_of(other) == own or await _process_of(connection) != own:
                return True
    return False


async def _process_of(connection: asyncpg.Connection) -> int:
    return int(await connection.fetchval("SELECT pg_backend_pid()"))
