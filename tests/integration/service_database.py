"""The database of one service, for a test that runs it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import text

from loket_shared.db.database import Database
from loket_shared.db.migrations import migrate
from loket_stack.postgres.databases import Databases, owner_of


@asynccontextmanager
async def empty_database(databases: Databases, service: str, package: str | None = None) -> AsyncIterator[Database]:
    """Open the database of ``service`` with nothing in it, in its newest shape, as the role that the service runs as.

    ``package`` is whose migrations are run, where that is another.
    """
    async with owner_database(databases, service) as owner:
        async with owner.engine.begin() as connection:
            await connection.execute(text("DROP SCHEMA public CASCADE"))
            await connection.execute(text("CREATE SCHEMA public"))
        await migrate(owner, package or f"loket_{service}", f"loket_{service}")
    database = Database(address(databases, f"loket_{service}", service), pool=5)
    yield database
    await database.close()


@asynccontextmanager
async def owner_database(databases: Databases, service: str) -> AsyncIterator[Database]:
    """Open the database of ``service`` as the owner of its tables."""
    owner = Database(address(databases, owner_of(service), service), pool=1)
    try:
        yield owner
    finally:
        await owner.close()


def address(databases: Databases, role: str, database: str) -> str:
    """Return the address of ``database`` for ``role``, as a service is told it."""
    return databases.url(role, database).replace("postgresql://", "postgresql+asyncpg://")
