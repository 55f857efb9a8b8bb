"""The sample service on a real database, with the development identity provider beside it."""

from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio
from integration.identity.scene import Scene
from loket_sample.running import settings

from loket_shared.db.database import Database
from loket_shared.db.migrations import migrate
from loket_stack.postgres.databases import Databases


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the provider's key lies: one for all tests, as making one takes a while."""
    return tmp_path_factory.mktemp("keys")


@pytest_asyncio.fixture
async def scene(databases: Databases, tmp_path: Path, keys: Path) -> AsyncIterator[Scene]:
    """Nobody has signed in yet."""
    url = databases.url("loket_intake", "intake")
    connection = await asyncpg.connect(url)
    await connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    await connection.close()
    database = Database(url.replace("postgresql://", "postgresql+asyncpg://"), pool=5)
    await migrate(database, "loket_sample")
    yield Scene(database, settings(tmp_path), keys)
    await database.close()
