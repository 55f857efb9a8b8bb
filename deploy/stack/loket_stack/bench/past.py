"""A desk with a long past: rows of so many past questions in the databases of all services and in the vault.

They are copies of the rows of real questions, each with ids, references and moments of its own, and closed. The sealed
values are the real ones, sealed under real keys: they have the right size, and no page opens them, because lists show
open cases first. Whoever opened one would be refused, since a seal holds for its place. The audit trail is
not copied: each of its records is chained to the one before.
"""

from collections.abc import Iterator, Mapping

import asyncpg

from loket_stack.bench.bench_stack import BenchStack
from loket_stack.postgres.databases import SERVICES, VAULT

COPIES_AT_ONCE = 100

_OF_EACH_SERVICE = ("inbox", "inbox_progress", "outbox", "outbox_sequences")
_TABLES: Mapping[str, tuple[str, ...]] = {
    "intake": ("questions", "facts", "idempotency_keys"),
    "routing": ("questions", "evidence", "decisions"),
    "backoffice": ("cases", "case_facts", "requests", "clocks"),
    "notifications": ("questions", "deliveries"),
}
_OF_VAULT = ("vault.questions", "vault.keys")
_ORIGINALS: Mapping[str, str] = {
    "vault.questions": "NOT pooled",
    "vault.keys": "question_id IN (SELECT question_id FROM vault.questions WHERE NOT pooled)",
}
"""The rows to copy where it is not all: keys that are made ahead have no question yet."""

_CLOSED = {
    ("cases", "state"): "'closed'",
    ("requests", "state"): "'released'",
    ("requests", "ended_at"): "requested_at",
    ("clocks", "state"): "'met'",
    ("clocks", "stopped_at"): "started_at",
    ("clocks", "next_at"): "NULL",
}
_UNIQUE_TEXTS = frozenset({"id", "key", "reference", "subject", "correlation_id", "causation_id"})
_KEPT = frozenset({"signing_key"})
# The first twelve digits of a version 7 id are its moment (RFC 9562, section 5.7); others have no moment.
_PAST_ID = """
    CREATE OR REPLACE FUNCTION public.past_id(id uuid, copy bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
        SELECT (CASE WHEN substr(id::text, 15, 1) = '7'
                THEN lpad(to_hex(('x' || substr(replace(id::text, '-', ''), 1, 12))::bit(48)::bigint
                                 - 86400000 - copy * 1000), 12, '0')
                ELSE substr(md5(id::text || copy), 1, 12) END
                || substr(id::text, 15, 1) || substr(md5(id::text || copy), 14, 3)
                || substr(id::text, 20, 1) || substr(md5(id::text || copy), 18, 15))::uuid
    $$
"""
_COLUMNS = """
    SELECT attname AS name, format_type(atttypid, NULL) AS kind FROM pg_attribute
    WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attidentity = '' ORDER BY attnum
"""


async def add_past(bench: BenchStack, questions: int) -> None:
    """Add the rows of so many past questions, as copies of those that are on the desk; the services rest meanwhile."""
    bench.hold(*SERVICES)
    async with bench.databases(*SERVICES, VAULT) as databases:
        intake = databases[0]
        copies = -(-questions // await intake.fetchval("SELECT count(*) FROM questions"))
        for name, database in zip((*SERVICES, VAULT), databases, strict=True):
            tables = _OF_VAULT if name == VAULT else (*_TABLES[name], *_OF_EACH_SERVICE)
            await _copy_rows(database, tables, copies)
    bench.release(*SERVICES)


async def _copy_rows(database: asyncpg.Connection, tables: tuple[str, ...], copies: int) -> None:
    await database.execute(_PAST_ID)
    # Copies refer to copies, which may come later: references are not checked meanwhile.
    await database.execute("SET session_replication_role = replica")
    for table in tables:
        columns = await database.fetch(_COLUMNS, table)
        chosen = ", ".join(f'"{column["name"]}"' for column in columns)
        values = ", ".join(_value(table, column["name"], column["kind"]) for column in columns)
        originals = f"SELECT * FROM {table} WHERE {_ORIGINALS.get(table, 'true')}"  # noqa: S608 - constants
        await database.execute(f"CREATE TEMPORARY TABLE original AS {originals}")
        for first, last in _batches(copies):
            await database.execute(
                f"INSERT INTO {table} ({chosen}) SELECT {values} FROM original, "  # noqa: S608 - names of columns
                f"generate_series({first}::bigint, {last}) AS copy"
            )
        await database.execute("DROP TABLE original")
        await database.execute(f"VACUUM ANALYZE {table}")
    await database.execute("DROP FUNCTION public.past_id")


def _batches(copies: int) -> Iterator[tuple[int, int]]:
    for first in range(1, copies + 1, COPIES_AT_ONCE):
        yield first, min(first + COPIES_AT_ONCE - 1, copies)


def _value(table: str, column: str, kind: str) -> str:
    """Return the expression for a column of a copy."""
    quoted = f'"{column}"'
    if (table, column) in _CLOSED:
        return _CLOSED[table, column]
    if kind == "uuid" and column not in _KEPT:
        return f"public.past_id({quoted}, copy)"
    if kind == "text" and column in _UNIQUE_TEXTS:
        return f"{quoted} || '~' || copy"
    if kind == "timestamp with time zone":
        return f"{quoted} - interval '1 day' - copy * interval '1 second'"
    return quoted
