"""One transaction with two doors: the driver's for the hot paths, the object mapper's for the rest."""

from collections.abc import Callable
from functools import cached_property

import asyncpg
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession


class Transaction:
    """A transaction of a service's database, begun and ended by whoever opened it.

    ``driver`` runs a statement for a quarter of what it costs by the object mapper, which is what
    submitting and handling an event are made of. ``session`` joins the same transaction on the same
    connection, is made when first asked for, and writes what is pending in it before the commit.
    """

    def __init__(self, engine: AsyncEngine, connection: AsyncConnection, driver: asyncpg.Connection) -> None:
        self.engine = engine
        self.driver = driver
        self._connection = connection
        self._after_commit: set[Callable[[AsyncEngine], None]] = set()

    @cached_property
    def session(self) -> AsyncSession:
        """The object mapper's session in this transaction."""
        return AsyncSession(self._connection, expire_on_commit=False)

    def after_commit(self, act: Callable[[AsyncEngine], None]) -> None:
        """Have ``act`` called once with the engine, on the event loop, when the transaction has committed."""
        self._after_commit.add(act)

    async def flush(self) -> None:
        """Write what is pending in the session, if there is one."""
        if "session" in self.__dict__:
            await self.session.commit()

    async def close(self) -> None:
        """Let go of the session, if there is one."""
        if "session" in self.__dict__:
            await self.session.close()

    def committed(self) -> None:
        """Call what waited for the commit."""
        for act in self._after_commit:
            act(self.engine)
