"""The connection pool of a service's own database, and its transactions."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cached_property
from typing import Any, TypeVar, cast

import asyncpg
from sqlalchemy import Connection, NullPool, PoolProxiedConnection, event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.util import greenlet_spawn
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_shared.db.connection import BROKEN, STATEMENT_SECONDS, check_after_rest, limit_session


class DeferredRows(ABC):
    """Rows of one table that a transaction inserts together, just before it commits."""

    @abstractmethod
    async def insert(self, driver: asyncpg.Connection) -> None:
        """Insert the rows in one statement."""


Deferred = TypeVar("Deferred", bound=DeferredRows)


class Transaction:
    """A transaction of a service's database; ``Database`` begins and ends it.

    ``driver`` runs a statement for a quarter of the time that SQLAlchemy takes; submitting a question and handling an
    event use it. ``session`` joins the same transaction on the same connection, is created at its first use, and writes
    its pending changes before the commit. After them come the deferred rows, so that the locks which these take are
    held for the shortest time.
    """

    def __init__(self, engine: AsyncEngine, joining: AsyncEngine, pooled: PoolProxiedConnection) -> None:
        self.engine = engine
        self.driver: asyncpg.Connection = pooled.driver_connection
        self._joining = joining
        self._pooled = pooled
        self._deferred: dict[type[DeferredRows], DeferredRows] = {}
        self._after_commit: set[Callable[[AsyncEngine], None]] = set()

    @cached_property
    def session(self) -> AsyncSession:
        """SQLAlchemy's session in this transaction."""
        connection = AsyncConnection(self._joining, Connection(self._joining.sync_engine, self._pooled))
        return AsyncSession(connection, expire_on_commit=False)

    def deferred(self, kind: type[Deferred]) -> Deferred:
        """Return the one ``kind`` of this transaction, to which rows are added."""
        return cast(Deferred, self._deferred.setdefault(kind, kind()))

    def after_commit(self, act: Callable[[AsyncEngine], None]) -> None:
        """Call ``act`` once with the engine, on the event loop, after the transaction has committed."""
        self._after_commit.add(act)

    async def flush(self) -> None:
        """Write the pending changes of the session, if there is one, and then the deferred rows."""
        if "session" in self.__dict__:
            await self.session.commit()
        for rows in self._deferred.values():
            await rows.insert(self.driver)

    async def clear_session(self) -> None:
        """Write the pending changes of the session, and forget its objects: what comes next reads its rows anew."""
        if "session" in self.__dict__:
            await self.session.flush()
            self.session.expunge_all()

    async def close(self) -> None:
        """Close the session, if there is one."""
        if "session" in self.__dict__:
            await self.session.close()

    def committed(self) -> None:
        """Call the functions that were registered with ``after_commit``."""
        for act in self._after_commit:
            act(self.engine)


ANSWER_SECONDS = STATEMENT_SECONDS + 5
"""Seconds that the client waits for an answer; a server that works cancels the statement before that."""

_CONNECT = {"timeout": 5, "server_settings": {"application_name": "loket"}}


class Database:
    """A pool of connections to one PostgreSQL database.

    ``direct_url`` leads to the database itself, also if ``url`` leads to a pooler in front of it. Parameters never
    appear in errors: they may be content, and errors end in logs.
    """

    def __init__(self, url: str, pool: int = 16, direct_url: str | None = None) -> None:
        self.url = url
        self.direct_url = direct_url or url
        self.engine: AsyncEngine = create_async_engine(
            url,
            pool_size=pool,
            max_overflow=0,
            hide_parameters=True,
            connect_args={**_CONNECT, "command_timeout": ANSWER_SECONDS},
        )
        check_after_rest(self.engine.sync_engine)
        event.listen(self.engine.sync_engine, "connect", _limit)
        # SQLAlchemy must not begin or commit: asyncpg's own transaction does.
        self._joining = self.engine.execution_options(isolation_level="AUTOCOMMIT")

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Transaction]:
        """Open a transaction; it commits at the end of the block and rolls back on an exception."""
        # SQLAlchemy's own connection would cost twice as much as the checkout, and is needed for a session only.
        pooled = await self.engine.raw_connection()
        transaction = Transaction(self.engine, self._joining, pooled)
        try:
            async with _discarded_if_broken(pooled), transaction.driver.transaction():
                yield transaction
                await transaction.flush()
        finally:
            await transaction.close()
            await _give_back(pooled)
        transaction.committed()

    @asynccontextmanager
    async def lend(self) -> AsyncIterator[asyncpg.Connection]:
        """Lend a connection for the block; each statement commits by itself."""
        pooled = await self.engine.raw_connection()
        try:
            async with _discarded_if_broken(pooled):
                yield pooled.driver_connection
        finally:
            await _give_back(pooled)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Open a transaction as ``begin`` does, for callers that need only its session."""
        async with self.begin() as transaction:
            yield transaction.session

    @asynccontextmanager
    async def without_limits(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction without time limits, on a connection of its own."""
        engine = create_async_engine(self.url, poolclass=NullPool, hide_parameters=True, connect_args=_CONNECT)
        async with engine.begin() as connection:
            yield connection

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()


@asynccontextmanager
async def _discarded_if_broken(pooled: PoolProxiedConnection) -> AsyncIterator[None]:
    """Take a connection out of the pool whose state is unknown after the block."""
    try:
        yield
    except (asyncio.CancelledError, TimeoutError):
        # The server may have begun a transaction unnoticed; the next one would become part of it.
        await _discard(pooled)
        raise
    except BROKEN as failure:
        await _discard(pooled)  # the pool must not hand it out again
        if isinstance(failure.__context__, asyncio.CancelledError):
            # A cancellation during a statement broke the connection; the cancellation must be raised.
            raise failure.__context__ from None
        raise


async def _give_back(pooled: PoolProxiedConnection) -> None:
    if pooled.is_valid:
        await greenlet_spawn(pooled.close)


async def _discard(pooled: PoolProxiedConnection) -> None:
    if pooled.is_valid:
        await greenlet_spawn(pooled.invalidate)


def _limit(connection: Any, _record: Any) -> None:
    connection.run_async(limit_session)
