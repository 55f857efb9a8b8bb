"""The database of one service, for a test that runs it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from loket_shared.db.database import Database
from loket_shared.db.migrations import migrate
from loket_stack.postgres.databases import Databases


@asynccontextmanager
async def empty_database(databases: Databases, service: str) -> AsyncIterator[Database]:
    """Open the database of ``service`` with nothing in it, in its newest shape."""
    url = databases.url(f"loket_{service}", service)
    connection = await asyncpg.connect(url)
    await connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    await connection.close()
    database = Database(url.replace("postgresql://", "postgresql+asyncpg://"), pool=5)
    await migrate(database, f"loket_{service}")
    yield database
    await database.close()
