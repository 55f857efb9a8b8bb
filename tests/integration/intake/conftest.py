"""The intake on an empty database."""

from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest_asyncio
from integration.intake.desk import Desk, settings

from loket_shared.db.database import Database
from loket_shared.db.migrations import migrate
from loket_shared.outbox.wake import wake_of
from loket_stack.postgres.databases import Databases


@pytest_asyncio.fixture
async def desk(databases: Databases, tmp_path: Path) -> AsyncIterator[Desk]:
    """The service with nothing in it yet."""
    url = databases.url("loket_intake", "intake")
    connection = await asyncpg.connect(url)
    await connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    await connection.close()
    secret = tmp_path / "secret"
    secret.write_text("not so secret")
    database = Database(url.replace("postgresql://", "postgresql+asyncpg://"), pool=5)
    await migrate(database, "loket_intake")
    wake_of(database.engine.sync_engine).relay_is_here = True  # nobody needs a NOTIFY
    yield Desk(database, settings(secret))
    await database.close()
