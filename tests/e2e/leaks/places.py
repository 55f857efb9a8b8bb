"""Every place where something of the desk can be read without its keys."""

from collections.abc import Iterator
from pathlib import Path

import asyncpg
import httpx
from e2e.leaks.searching import Text
from kit.kafka_log import Record, log_of

from loket_stack.harness import Stack
from loket_stack.ports import ports_file, remembered_ports
from loket_stack.postgres.databases import SERVICES, VAULT, Databases
from loket_stack.postgres.server import SUPERUSER

_TABLES = """
    SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
"""


async def everything(stack: Stack) -> list[Text]:
    """Return all that log, databases, logs, spans and metrics hold."""
    records = [_written_out(record) for record in log_of(stack)]
    return [*records, *await tables_of(stack), *_files(stack), *_metrics(stack)]


async def tables_of(stack: Stack) -> list[Text]:
    """Return every row of every table, as the superuser reads it: a dump of all databases."""
    databases = Databases(remembered_ports(ports_file(stack.paths.run))["postgres"], stack.paths.secrets)
    rows: list[Text] = []
    for name in (*SERVICES, VAULT):
        connection = await asyncpg.connect(databases.url(SUPERUSER, name))
        try:
            for (table,) in await connection.fetch(_TABLES):
                found = await connection.fetch(f"SELECT entry::text FROM {table} AS entry")  # noqa: S608
                rows += [Text(f"{name}.{table}", row[0].encode()) for row in found]
        finally:
            await connection.close()
    return rows


def _files(stack: Stack) -> Iterator[Text]:
    for folder in (stack.paths.log, stack.paths.telemetry, stack.paths.ldv):
        files: list[Path] = [file for file in folder.rglob("*") if file.is_file()]
        yield from (Text(f"{folder.name}/{file.name}", file.read_bytes()) for file in files)


def _metrics(stack: Stack) -> Iterator[Text]:
    for name in SERVICES:
        address = stack.status()["parts"][name]["operations"]
        yield Text(f"metrics of {name}", httpx.get(f"{address}/metrics").raise_for_status().content)


def _written_out(record: Record) -> Text:
    headers = b"\n".join(name.encode() + b": " + value for name, value in record.headers)
    return Text(record.topic, b"\n".join((record.key or b"", headers, record.value or b"")))
