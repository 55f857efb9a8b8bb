"""The connection pool of a service's own database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_shared.db.liveness import check_after_rest


class Database:
    """A pool of connections to one PostgreSQL database.

    Parameters never appear in errors: they may be content, and errors end in logs.
    """

    def __init__(self, url: str, pool: int = 16) -> None:
        self.url = url
        self.engine: AsyncEngine = create_async_engine(
            url,
            pool_size=pool,
            max_overflow=0,
            hide_parameters=True,
            connect_args={"timeout": 5, "server_settings": {"application_name": "loket"}},
        )
        check_after_rest(self.engine.sync_engine)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Open a session in one transaction: committed at the end, rolled back on an exception."""
        async with AsyncSession(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()
