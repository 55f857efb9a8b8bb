"""The notifications service on a real database, with a vault in memory and no broker."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from kit.notifications_service import NotificationsService
from kit.service_database import address, owner_database
from sqlalchemy import text

from loket_shared.db.database import Database
from loket_shared.service.migrations import migrate
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
    asyncio.run(_migrate(databases))
    return address(databases, "loket_notifications", "notifications")


async def _migrate(databases: Databases) -> None:
    async with owner_database(databases, "notifications") as owner:
        await migrate(owner, "loket_notifications", "loket_notifications")


@pytest_asyncio.fixture
async def desk(databases: Databases, database_url: str) -> AsyncIterator[NotificationsService]:
    """The service on an empty database, but for the audit records, which nobody can remove."""
    async with owner_database(databases, "notifications") as owner, owner.engine.begin() as connection:
        await connection.execute(_EMPTY_ALL)
    database = Database(database_url, pool=5)
    yield NotificationsService(database)
    await database.close()
