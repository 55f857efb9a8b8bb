"""The routing service on a real database, with a vault in memory and no broker."""

from collections.abc import AsyncIterator

import asyncpg
import pytest_asyncio
from integration.routing.desk import Desk

from loket_shared.db.database import Database
from loket_shared.db.migrations import migrate
from loket_stack.postgres.databases import Databases


@pytest_asyncio.fixture
async def desk(databases: Databases) -> AsyncIterator[Desk]:
    """The service on an empty database."""
    url = databases.url("loket_routing", "routing")
    connection = await asyncpg.connect(url)
    await connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    await connection.close()
    database = Database(url.replace("postgresql://", "postgresql+asyncpg://"), pool=5)
    await migrate(database, "loket_routing")
    yield Desk(database)
    await database.close()
