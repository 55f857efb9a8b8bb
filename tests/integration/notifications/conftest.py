"""The notifications service on a real database, with a vault in memory and no broker."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from integration.notifications.desk import Desk
from sqlalchemy import text

from loket_shared.db.database import Database
from loket_shared.db.migrations import migrate
from loket_stack.postgres.databases import Databases

_EMPTY_ALL = text("""
    DO $$ BEGIN EXECUTE (
        SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ')
        FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' AND tablename NOT LIKE 'audit%'
    ); END $$
""")


@pytest.fixture(scope="session")
def database_url(databases: Databases) -> str:
    """The address of the service's database, in its newest shape."""
    url = databases.url("loket_notifications", "notifications").replace("postgresql://", "postgresql+asyncpg://")
    asyncio.run(_migrate(url))
    return url


async def _migrate(url: str) -> None:
    database = Database(url, pool=1)
    await migrate(database, "loket_notifications")
    await database.close()


@pytest_asyncio.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    """The service on an empty database, but for the audit records, which nobody can remove."""
    database = Database(database_url, pool=5)
    async with database.transaction() as session:
        await (await session.connection()).execute(_EMPTY_ALL)
    yield Desk(database)
    await database.close()
