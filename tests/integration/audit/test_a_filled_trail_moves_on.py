"""A trail that was kept before there were keys, and before traces were kept, is migrated with all that is in it."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from kit.service_database import owner_database
from sqlalchemy import text

from loket_shared.audit.chain import EMPTY, ChainedRecord, unkeyed_link
from loket_shared.audit.keys import AuditKeys
from loket_shared.audit.verifying import Fault, Wrong, verify
from loket_shared.db.database import Database
from loket_shared.service.migrations import migrate
from loket_stack.postgres.databases import Databases

pytestmark = pytest.mark.asyncio

AS_IT_WAS = (
    "ALTER TABLE audit_records DROP CONSTRAINT audit_records_are_authenticated, DROP COLUMN mac, DROP COLUMN times",
    "DROP INDEX audit_records_by_actor",
    "DROP TABLE audit_heads",
    "DROP TABLE idempotency_keys",
    "DROP INDEX cases_in_order, cases_open, cases_of_state, cases_of_assignee, clocks_open, requests_open",
    "CREATE INDEX ix_cases_opened_at ON cases (opened_at)",
    "CREATE INDEX ix_cases_state ON cases (state)",
    "ALTER TABLE audit_records DISABLE TRIGGER USER",
    "UPDATE alembic_version SET version_num = '0006'",
)
OLD = """
INSERT INTO audit_records (time, actor, action, object, result, origin, began)
VALUES (now(), 'front-office', 'case.read', 'KV-2026-000001', 'ok', 'loket-backoffice', %s)
RETURNING position, time, actor, action, object, result, origin, content
"""
LINK = "UPDATE audit_records SET link = :link, hash = :hash WHERE position = :at"


async def _old_trail(databases: Databases) -> None:
    """Go back to the shape of before, with three records that were chained then and one that was not."""
    async with owner_database(databases, "backoffice") as owner, owner.engine.begin() as connection:
        for statement in AS_IT_WAS:
            await connection.execute(text(statement))
        head = EMPTY
        for began in ("NULL", "now()", "now()"):
            row = (await connection.execute(text(OLD % began))).one()
            columns: tuple[Any, ...] = (*row, 1, None, None, None, b"")
            head = unkeyed_link(head, ChainedRecord(*columns))
            await connection.execute(text(LINK), {"link": head.link, "hash": head.hash, "at": row.position})
        await connection.execute(text(OLD % "now()"))
        await connection.execute(text("ALTER TABLE audit_records ENABLE TRIGGER USER"))


async def _migrate(databases: Databases) -> None:
    async with owner_database(databases, "backoffice") as owner:
        await migrate(owner, "loket_backoffice", "loket_backoffice")


async def test_old_records_stay_valid_and_new_ones_join_them(
    database: Database,
    databases: Databases,
    keys: AuditKeys,
    record: Callable[..., Awaitable[None]],
    chain: Callable[[], Awaitable[int]],
) -> None:
    await _old_trail(databases)
    await _migrate(databases)
    verified = await verify(database, keys)
    assert (verified.link, verified.wrong) == (3, None)
    await record()
    assert await chain() == 2
    await record()
    assert await chain() == 1
    verified = await verify(database, keys)
    assert (verified.link, verified.wrong) == (6, None)


@pytest.mark.parametrize("change", ["began = now() - interval '1 day'", "trace_id = 'x'", "content = ''"])
async def test_what_no_hash_covered_before_cannot_be_changed_unseen_any_more(
    database: Database,
    superuser: Database,
    databases: Databases,
    keys: AuditKeys,
    record: Callable[..., Awaitable[None]],
    chain: Callable[[], Awaitable[int]],
    change: str,
) -> None:
    await _old_trail(databases)
    await _migrate(databases)
    await record()
    await chain()
    async with superuser.engine.begin() as connection:
        await connection.execute(text("ALTER TABLE audit_records DISABLE TRIGGER USER"))
        await connection.execute(text(f"UPDATE audit_records SET {change} WHERE link = 2"))  # noqa: S608
    assert (await verify(database, keys)).wrong == Wrong(Fault.CHANGED, 1, until=4)


async def test_no_new_record_comes_without_a_code(
    database: Database, superuser: Database, databases: Databases
) -> None:
    await _old_trail(databases)
    await _migrate(databases)
    row = "INSERT INTO audit_records (time, actor, action, object, result, origin, mac) VALUES (now(), %s)"
    for database_of in (database, superuser):
        with pytest.raises(Exception, match="audit_records_are_authenticated"):
            async with database_of.engine.begin() as connection:
                await connection.execute(text(row % "'', '', '', '', '', ''"))
