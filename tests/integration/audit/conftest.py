"""A database with an audit trail, empty for each test."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, text

from loket_shared import audit
from loket_shared.audit.tables import create_audit_tables
from loket_shared.db.database import Database
from loket_shared.identity.principal import Principal, Role
from loket_shared.sealing.memory import MemoryVault
from loket_stack.postgres.databases import Databases

VAULT = MemoryVault()
OFFICER = Principal("front-office", "Front office", "", Role.FRONT_OFFICE, client="loket-backoffice")


def _create(connection: Connection) -> None:
    connection.execute(text("DROP SCHEMA public CASCADE"))
    connection.execute(text("CREATE SCHEMA public"))
    with Operations.context(MigrationContext.configure(connection)):
        create_audit_tables()


@pytest_asyncio.fixture
async def database(databases: Databases) -> AsyncIterator[Database]:
    """A service's database with nothing but the trail in it."""
    url = databases.url("loket_backoffice", "backoffice").replace("postgresql", "postgresql+asyncpg", 1)
    database = Database(url)
    async with database.engine.begin() as connection:
        await connection.run_sync(_create)
    yield database
    await database.close()


@pytest.fixture
def record(database: Database) -> Callable[..., Awaitable[None]]:
    """Record so many actions on an object, each in a transaction of its own."""

    async def write(times: int = 1, subject: str = "KV-2026-000123", content: bytes | None = None) -> None:
        for _ in range(times):
            async with database.begin() as transaction:
                now = datetime.now(UTC)
                await audit.record(transaction, now, OFFICER, VAULT.pseudonym, "case.read", subject, "ok", content)

    return write
