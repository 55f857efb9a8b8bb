"""The back office on a real database, with a vault in memory and no broker."""

from collections.abc import AsyncIterator

import asyncpg
import pytest_asyncio
from integration.backoffice.office import PHOTONICS, Office

from loket_shared.db.database import Database
from loket_shared.db.migrations import migrate
from loket_stack.postgres.databases import Databases


@pytest_asyncio.fixture
async def office(databases: Databases) -> AsyncIterator[Office]:
    """The service on an empty database."""
    url = databases.url("loket_backoffice", "backoffice")
    connection = await asyncpg.connect(url)
    await connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    await connection.close()
    database = Database(url.replace("postgresql://", "postgresql+asyncpg://"), pool=5)
    await migrate(database, "loket_backoffice")
    yield Office(database)
    await database.close()


@pytest_asyncio.fixture
async def photonics(office: Office) -> Office:
    """The service with a case in which EZK leads and OCW and AIVD contribute."""
    await office.hear(office.submitted())
    await office.hear(office.decided(*PHOTONICS))
    return office
