"""A back office's database with its audit trail, empty for each test, as each of the roles that reach it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime

import pytest
import pytest_asyncio
from kit.audit_trail import trail
from kit.service_database import address, empty_database

from loket_shared import audit
from loket_shared.audit.keys import AuditKeys
from loket_shared.db.database import Database
from loket_stack.postgres.databases import Databases
from loket_stack.postgres.server import SUPERUSER

ACT = audit.AuditedAct("front-office", "case.read", "KV-2026-000123", "ok", "loket-backoffice")


@pytest.fixture
def keys() -> AuditKeys:
    """The keys of the trail."""
    return trail().keys


@pytest_asyncio.fixture
async def database(databases: Databases) -> AsyncIterator[Database]:
    """The database as the service has it."""
    async with empty_database(databases, "backoffice") as database:
        yield database


@pytest_asyncio.fixture
async def superuser(databases: Databases, database: Database) -> AsyncIterator[Database]:
    """The database as who may do everything in it has it, who has none of the service's keys."""
    database = Database(address(databases, SUPERUSER, "backoffice"), pool=2)
    yield database
    await database.close()


@pytest.fixture
def record(database: Database, keys: AuditKeys) -> Callable[..., Awaitable[None]]:
    """Record so many actions on an object, each in a transaction of its own."""

    async def write(times: int = 1, subject: str = ACT.object, content: bytes | None = None) -> None:
        for _ in range(times):
            async with database.begin() as transaction:
                act = ACT._replace(object=subject)
                audit.record(transaction, keys, datetime.now(UTC), act, content)

    return write


@pytest.fixture
def chain(database: Database, keys: AuditKeys) -> Callable[[], Awaitable[int]]:
    """Chain what was recorded, as the service does, and return how many records."""

    async def chain() -> int:
        async with database.transaction() as session:
            return await audit.chain_records(session, keys)

    return chain
