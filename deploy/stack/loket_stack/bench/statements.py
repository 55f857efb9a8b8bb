"""The statements that databases execute, counted in PostgreSQL's log.

The embedded PostgreSQL has no ``pg_stat_statements``. Its log, told to show every statement, has one entry for each
execution; a text of several statements counts as several. Writing the log takes time, so nothing else is measured
meanwhile.
"""

import asyncio
import re
import time
from collections import Counter
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from loket_stack.bench.bench_stack import BenchStack

_SETTINGS = {"log_statement": "'all'", "log_connections": "'on'"}
_TAKES_EFFECT_WITHIN = 1.0
_SESSIONS = "SELECT pid, datname FROM pg_stat_activity WHERE datname IS NOT NULL"
_ENTRY = re.compile(r"^\d{4}-\d\d-\d\d [\d:.]+ UTC \[(\d+)\] LOG:  ", re.MULTILINE)
_CONNECTED = re.compile(r"connection authorized: user=\S+ database=(\S+)")
_QUOTED = re.compile(r"'(?:[^']|'')*'")


@dataclass
class Statements:
    """The number of statements of a block by database, and its seconds; known at the end of the block."""

    by_database: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


@asynccontextmanager
async def count_statements(bench: BenchStack, databases: Collection[str]) -> AsyncIterator[Statements]:
    """Count the statements on ``databases`` during the block; only one block at a time counts a stack."""
    log, counted = bench.log("postgres"), Statements()
    async with bench.databases("postgres") as (administrator,):
        sessions = dict(await administrator.fetch(_SESSIONS))
        for name, value in _SETTINGS.items():
            await administrator.execute(f"ALTER SYSTEM SET {name} = {value}")
        await administrator.execute("SELECT pg_reload_conf()")
        await asyncio.sleep(_TAKES_EFFECT_WITHIN)
        start, began = log.stat().st_size, time.monotonic()
        try:
            yield counted
        finally:
            counted.seconds = time.monotonic() - began
            end = log.stat().st_size
            for name in _SETTINGS:
                await administrator.execute(f"ALTER SYSTEM RESET {name}")
            await administrator.execute("SELECT pg_reload_conf()")
            await asyncio.sleep(_TAKES_EFFECT_WITHIN)
    with log.open("rb") as file:
        file.seek(start)
        text = file.read(end - start).decode(errors="replace")
    counted.by_database = statements_in(text, sessions, databases)


def statements_in(log: str, sessions: Mapping[int, str], databases: Collection[str]) -> Counter[str]:
    """Return the number of statements on ``databases`` in ``log``; ``sessions`` tells the database of each session."""
    known, counted = dict(sessions), Counter[str]()
    _, *entries = _ENTRY.split(log)
    for pid, message in zip(map(int, entries[::2]), entries[1::2], strict=True):
        if connected := _CONNECTED.match(message):
            known[pid] = connected[1]
        elif (database := known.get(pid, "")) in databases:
            counted[database] += _executed(message)
    return counted


def _executed(message: str) -> int:
    """Return the number of statements that a message of the log tells of."""
    kind, _, text = message.partition(": ")
    if kind == "statement":
        return sum(bool(part.strip()) for part in _QUOTED.sub("", text).split(";"))
    return int(kind.startswith("execute "))
