# ruff: noqa: S608 - the statements are the tests' own
"""PostgreSQL itself refuses the role that a service runs as whatever would change its trail."""

import re
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from loket_shared.db.database import Database

pytestmark = pytest.mark.asyncio

REFUSALS = r"permission denied|must be owner|is final|null value|duplicate key|violates check constraint"
_ROW = "time, actor, action, object, result, origin"
_VALUES = "now(), 'x', 'case.read', 'KV-2026-000001', 'ok', ''"
ATTEMPTS = {
    "a field is changed": "UPDATE audit_records SET actor = 'nobody'",
    "the time is changed": "UPDATE audit_records SET time = time + interval '1 microsecond'",
    "one is deleted": "DELETE FROM audit_records WHERE position = 2",
    "all are deleted": "DELETE FROM audit_records",
    "all are truncated": "TRUNCATE audit_records",
    "one is put in with a link": f"INSERT INTO audit_records ({_ROW}, mac, link, hash) VALUES ({_VALUES}, '', 9, '')",
    "one is put in without a code": f"INSERT INTO audit_records ({_ROW}) VALUES ({_VALUES})",
    "one is put in with an empty code": f"INSERT INTO audit_records ({_ROW}, mac) VALUES ({_VALUES}, '')",
    "one is put in as of before": f"INSERT INTO audit_records ({_ROW}, began) VALUES ({_VALUES}, 'yesterday')",
    "a copy is put in": f"INSERT INTO audit_records ({_ROW}, mac) SELECT {_ROW}, mac FROM audit_records",
    "two are swapped": "UPDATE audit_records SET link = 3 - link WHERE link < 3",
    "one is unchained": "UPDATE audit_records SET link = NULL, hash = NULL WHERE link = 2",
    "the hashes are rewritten": "UPDATE audit_records SET hash = '\\x00'",
    "the beginning is changed": "UPDATE audit_records SET began = now()",
    "the trace is changed": "UPDATE audit_records SET trace_id = NULL",
    "the caller is changed": "UPDATE audit_records SET caller_span_id = NULL",
    "no content is made empty": "UPDATE audit_records SET content = ''",
    "the triggers are switched off": "ALTER TABLE audit_records DISABLE TRIGGER USER",
    "a trigger is put in the way": (
        "CREATE TRIGGER mine BEFORE INSERT ON audit_records EXECUTE FUNCTION audit_records_are_final()"
    ),
    "the table is dropped": "DROP TABLE audit_records",
    "the constraint is dropped": "ALTER TABLE audit_records DROP CONSTRAINT audit_records_are_authenticated",
    "a rule is put in the way": "CREATE RULE mine AS ON INSERT TO audit_records DO INSTEAD NOTHING",
    "the numbers are set back": "SELECT setval(pg_get_serial_sequence('audit_records', 'position'), 1)",
    "a head is taken back": "DELETE FROM outbox",
}


async def test_every_attempt_is_refused(
    database: Database, record: Callable[..., Awaitable[None]], chain: Callable[[], Awaitable[int]]
) -> None:
    await record(times=3, content=b"sealed")
    await chain()
    assert [name for name, attempt in ATTEMPTS.items() if not await _is_refused(database, attempt)] == []


async def _is_refused(database: Database, attempt: str) -> bool:
    try:
        async with database.engine.begin() as connection:
            await connection.execute(text(attempt))
            await connection.rollback()
    except DBAPIError as error:
        return re.search(REFUSALS, str(error)) is not None
    return False
