"""The connection of the active relay: its advisory lock, which one relay holds in each database, and its own session.

The lock belongs to a session (docs/architecture.md#relay). Behind a pooler that lends sessions for a transaction, two
relays can share one session and both hold the lock, and a signal reaches whichever client has the session at that
moment.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from zlib import crc32

import asyncpg
import structlog

from loket_shared.db.connection import CONNECTION_FAILURES, dsn_of, limit_session
from loket_shared.failures import ConfigurationError
from loket_shared.observability.tasks import Heartbeat
from loket_shared.outbox.signal import CHANNEL, RelaySignal
from loket_shared.outbox.store import report_backlog

_LOG = structlog.get_logger(__name__)

_LOCK = crc32(b"loket outbox relay")

_CONNECT_SECONDS = 5.0

_CLOSE_SECONDS = 2.0

_RETRY_SECONDS = 1.0

_MEASURE_SECONDS = 10.0

_LOOKS = 3

_HOLDER = """
    SELECT pid FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
    WHERE datname = current_database() AND locktype = 'advisory' AND granted
    AND (classid::bigint << 32) + objid::bigint = $1 AND objsubid = 1
"""

_ANOTHER_SESSION = (asyncpg.InvalidSQLStatementNameError, asyncpg.DuplicatePreparedStatementError)
"""Errors of a session that does not have the driver's prepared statement, or has the one of another client."""


class SharedSessionError(ConfigurationError):
    """The database URL leads to a pooler that lends sessions for a transaction."""

    def __init__(self) -> None:
        super().__init__(
            "the relay needs a session of its own, and the address of the database leads to a pooler that"
            " lends sessions for a transaction: set LOKET_DATABASE_DIRECT_URL to the database itself"
        )


@asynccontextmanager
async def relay_connection(url: str, signal: RelaySignal) -> AsyncIterator[asyncpg.Connection]:
    """Open a connection outside the pool; it receives the signals of other processes.

    The relay asks for the lock and does all its work on this one connection. A relay that loses the connection also
    loses the lock, and can then neither read pending events nor mark them published. The database ends the connection
    of a silent relay, and another relay gets the lock.
    """
    connection = await asyncpg.connect(dsn_of(url), timeout=_CONNECT_SECONDS, command_timeout=_CONNECT_SECONDS)
    try:
        await limit_session(connection, also_idle=True)
        await connection.add_listener(CHANNEL, lambda *_: signal.receive())
        yield connection
    finally:
        try:
            await connection.close(timeout=_CLOSE_SECONDS)
        except (*CONNECTION_FAILURES, OSError, TimeoutError):
            connection.terminate()


class LockWait:
    """Logs each new holder of the lock and reports the backlog while this relay waits."""

    def __init__(self, connection: asyncpg.Connection, service: str, heartbeat: Heartbeat) -> None:
        self._connection = connection
        self._service = service
        self._heartbeat = heartbeat
        self._holder: int | None = None
        self._measure_at = 0.0

    async def __call__(self, key: int) -> None:
        """Check the holder of the lock ``key`` once; the waiting relay calls this every second."""
        self._heartbeat.beat()
        holder = await self._connection.fetchval(_HOLDER, key)
        if holder not in (None, self._holder):
            _LOG.info("waiting for the relay lock", service=self._service, holder_pid=holder)
            self._holder = holder
        if (now := asyncio.get_running_loop().time()) >= self._measure_at:
            await report_backlog(self._connection, self._service)
            self._measure_at = now + _MEASURE_SECONDS


async def acquire_lock(connection: asyncpg.Connection, stop: asyncio.Event, waiting: LockWait) -> bool:
    """Wait until this connection holds the lock; return False if ``stop`` is set before that."""
    while not stop.is_set():
        if await connection.fetchval("SELECT pg_try_advisory_lock($1)", _LOCK):
            return True
        await waiting(_LOCK)
        try:
            async with asyncio.timeout(_RETRY_SECONDS):
                await stop.wait()
        except TimeoutError:
            continue
    return False


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
