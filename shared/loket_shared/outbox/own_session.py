"""Checks that a connection has a database session of its own.

The relay's lock belongs to a session. Behind a pooler that lends sessions for a transaction, two relays can share one
session and both hold the lock, and a signal reaches whichever client has the session at that moment.
"""

from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager

import asyncpg

from loket_shared.failures import ConfigurationError
from loket_shared.outbox.leader_lock import dsn_of

_LOOKS = 3
_CONNECT_SECONDS = 5.0

_ANOTHER_SESSION = (asyncpg.InvalidSQLStatementNameError, asyncpg.DuplicatePreparedStatementError)
"""Errors of a session that does not have the driver's prepared statement, or has the one of another client."""


class SharedSessionError(ConfigurationError):
    """The database URL leads to a pooler that lends sessions for a transaction."""

    def __init__(self) -> None:
        super().__init__(
            "the relay needs a session of its own, and the address of the database leads to a pooler that"
            " lends sessions for a transaction: set LOKET_DATABASE_DIRECT_URL to the database itself"
        )


async def require_own_session(connection: asyncpg.Connection, url: str) -> None:
    """Return if no other connection uses the session of ``connection``, which was opened at ``url``.

    Raises:
        SharedSessionError: the connection shares its session, or got another one.
    """
    if await _shares_session(connection, dsn_of(url)):
        raise SharedSessionError


@contextmanager
def shared_session_explained() -> Iterator[None]:
    """Turn the driver's errors about a shared session into SharedSessionError."""
    try:
        yield
    except _ANOTHER_SESSION as failure:
        raise SharedSessionError from failure


async def _shares_session(connection: asyncpg.Connection, dsn: str) -> bool:
    """Open other connections in transactions, and return True if one of them has the session of ``connection``.

    A pooler invents the process id that it reports at connect. If that id is the session's own, there is no pooler, and
    no other connection is opened.
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
