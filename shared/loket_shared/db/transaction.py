"""One transaction for both asyncpg, on the hot paths, and SQLAlchemy, everywhere else."""

from collections.abc import Callable
from functools import cached_property

import asyncpg
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession


class Transaction:
    """A transaction of a service's database; ``Database`` begins and ends it.

    ``driver`` runs a statement for a quarter of the time that SQLAlchemy takes; submitting a question and handling an
    event use it. ``session`` joins the same transaction on the same connection, is created at its first use, and writes
    its pending changes before the commit.
    """

    def __init__(self, engine: AsyncEngine, connection: AsyncConnection, driver: asyncpg.Connection) -> None:
        self.engine = engine
        self.driver = driver
        self._connection = connection
        self._after_commit: set[Callable[[AsyncEngine], None]] = set()

    @cached_property
    def session(self) -> AsyncSession:
        """SQLAlchemy's session in this transaction."""
        return AsyncSession(self._connection, expire_on_commit=False)

    def after_commit(self, act: Callable[[AsyncEngine], None]) -> None:
        """Call ``act`` once with the engine, on the event loop, after the transaction has committed."""
        self._after_commit.add(act)

    async def flush(self) -> None:
        """Write the pending changes of the session, if there is one."""
        if "session" in self.__dict__:
            await self.session.commit()

    async def close(self) -> None:
        """Close the session, if there is one."""
        if "session" in self.__dict__:
            await self.session.close()

    def committed(self) -> None:
        """Call the functions that were registered with ``after_commit``."""
        for act in self._after_commit:
            act(self.engine)
