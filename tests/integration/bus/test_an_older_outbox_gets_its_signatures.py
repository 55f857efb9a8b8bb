"""A database from before events were signed keeps what it has to send, and what it sent."""

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from loket_shared.contracts.topics import SERVICES
from loket_shared.db.database import Database
from loket_shared.db.ids import new_id
from loket_shared.service.tables import add_signing_key
from loket_stack.paths import PROJECT

_SENT = """
    INSERT INTO outbox (id, topic, key, type, subject, source, time, dataschema, classification, data, sequence,
                        partition, "offset", published_at)
    VALUES ($1, 'topic', $1, 'type', 'subject', 'source', now(), 'schema', 'intern', '{}', 1, 0, 0, now())
"""


def _add(connection: Connection) -> None:
    with Operations.context(MigrationContext.configure(connection)):
        add_signing_key()


@pytest.mark.asyncio
async def test_rows_stay_and_count_as_unsigned(database: Database) -> None:
    event = new_id()
    async with database.begin() as transaction:
        await transaction.driver.execute("ALTER TABLE outbox DROP COLUMN signing_key")
        await transaction.driver.execute(_SENT, event)
    async with database.engine.begin() as connection:
        await connection.run_sync(_add)
    async with database.begin() as transaction:
        rows = await transaction.driver.fetch("SELECT id, signing_key FROM outbox WHERE published_at IS NOT NULL")
    assert [tuple(row) for row in rows] == [(event, None)]


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_migrates_to_it(service: str) -> None:
    scripts = (PROJECT / "services" / service / f"loket_{service}" / "migrations" / "versions").glob("*.py")
    assert [script.name for script in scripts if "    add_signing_key()" in script.read_text("utf-8")]
