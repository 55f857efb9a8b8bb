"""A trail that was kept before traces were is migrated with all that is in it."""

from collections.abc import Awaitable, Callable

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, text

from loket_shared import audit
from loket_shared.db.database import Database
from loket_shared.processing_log.tables import create_processing_log_tables

BEFORE = "ALTER TABLE audit_records DROP COLUMN began, DROP COLUMN trace_id, DROP COLUMN caller_span_id"
OLD = """
INSERT INTO audit_records (time, actor, action, object, result, origin)
VALUES (now(), 'front-office', 'case.read', 'KV-2026-000001', 'ok', 'loket-backoffice')
"""


def _migrate(connection: Connection) -> None:
    with Operations.context(MigrationContext.configure(connection)):
        create_processing_log_tables()


async def _chain(database: Database) -> int:
    async with database.transaction() as session:
        return await audit.chain_records(session)


@pytest.mark.asyncio
async def test_old_records_stay_valid_and_new_ones_join_them(
    database: Database, record: Callable[..., Awaitable[None]]
) -> None:
    async with database.engine.begin() as connection:
        await connection.execute(text(BEFORE))
        for _ in range(2):
            await connection.execute(text(OLD))
    assert await _chain(database) == 2
    async with database.engine.begin() as connection:
        await connection.execute(text(OLD))  # committed, and not chained before the migration
        await connection.run_sync(_migrate)
    await record()
    assert await _chain(database) == 2
    async with database.transaction() as session:
        assert (await audit.verify(session)).link == 4
        kept = await (await session.connection()).execute(
            text("SELECT began IS NULL FROM audit_records ORDER BY position")
        )
        assert [began for (began,) in kept] == [True, True, True, False]
        assert (
            await (await session.connection()).execute(text("SELECT link FROM processing_log"))
        ).scalars().all() == [0]
