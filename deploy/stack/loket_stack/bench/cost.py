"""The work of one question that goes to three departments and causes five mails, summed over all parts.

Processor time is that of the four services with their child processes, PostgreSQL with all its sessions, Kafka, the
identity provider and the supervisor. The mail catcher and the load generator stand for others, and are told apart.
Transactions and statements are those on the databases of the services and the vault. What the idle desk does meanwhile
is subtracted from all of them.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from itertools import count
from typing import NamedTuple, Self

import httpx
import psutil

from loket_stack.bench.bench_stack import BenchStack
from loket_stack.bench.figures import Aim, Figure, Reading, Readings, Round, Rounds, measure_rounds
from loket_stack.bench.load import GOES_ROUND, MAILS, connections
from loket_stack.bench.statements import count_statements
from loket_stack.console import StackError
from loket_stack.postgres.databases import SERVICES, VAULT

PROCESSOR_TIME = "processor time a question"
TRANSACTIONS = "transactions a question"
STATEMENTS = "statements a question"
AIMS: Mapping[str, Aim] = {TRANSACTIONS: Aim(12, at_least=False), STATEMENTS: Aim(60, at_least=False)}
HANDS = 8
"""Clients that submit at the same time."""

QUESTIONS_PER_SECOND = 25
"""Questions of a round for each of its seconds."""

DATABASES = (*SERVICES, VAULT)
APART = ("mail", "load generator")

_WARM_UP = 20
_IDLE_ROUNDS = 2
_MAILED_WITHIN = 600.0
_LOOK_EVERY = 0.5
# A session that rests tells the server of its transactions after ten seconds.
_TOLD_AFTER = 11.0
_COMMITTED = "SELECT datname, xact_commit FROM pg_stat_database WHERE datname = ANY($1)"


class Work(NamedTuple):
    """The work of a stack up to the moment ``at``: processor seconds by part, and transactions by database."""

    at: float
    processor: Mapping[str, float]
    transactions: Mapping[str, int]

    @classmethod
    async def until_now(cls, bench: BenchStack) -> Self:
        """Return the work of the stack so far."""
        await asyncio.sleep(_TOLD_AFTER)
        processor = {part: seconds_of(bench.process(part)) for part in bench.parts}
        supervisor = bench.process("postgres").parent()
        processor["supervisor"] = sum(supervisor.cpu_times()[:2]) if supervisor else 0.0
        processor["load generator"] = sum(psutil.Process().cpu_times()[:2])
        async with bench.databases("postgres") as (database,):
            transactions = await database.fetch(_COMMITTED, DATABASES)
        return cls(time.monotonic(), processor, dict(transactions))

    def since(self, before: "Work") -> "Work":
        """Return the work after ``before``; ``at`` is its length in seconds."""
        processor = {part: spent - before.processor[part] for part, spent in self.processor.items()}
        transactions = {name: number - before.transactions[name] for name, number in self.transactions.items()}
        return Work(self.at - before.at, processor, transactions)


def measure(bench: BenchStack, rounds: Rounds) -> list[Figure]:
    """Measure ``rounds.count`` times."""
    return asyncio.run(measure_rounds(rounds_on(bench, rounds.seconds), rounds, AIMS))


@asynccontextmanager
async def rounds_on(bench: BenchStack, seconds: float) -> AsyncIterator[Round]:
    """Count the statements of a question, measure the idle desk, and yield what measures a round."""
    token, batch = bench.token(), max(int(seconds * QUESTIONS_PER_SECOND), 1)
    await submit_and_wait(bench, token, _WARM_UP)
    async with count_statements(bench, DATABASES) as resting:
        await asyncio.sleep(_IDLE_ROUNDS * seconds)
    async with count_statements(bench, DATABASES) as working:
        await submit_and_wait(bench, token, batch)
    share = working.seconds / resting.seconds
    statements = {name: (working.by_database[name] - share * resting.by_database[name]) / batch for name in DATABASES}
    before = await Work.until_now(bench)
    await asyncio.sleep(_IDLE_ROUNDS * seconds)
    idle = (await Work.until_now(bench)).since(before)

    async def measure_round(seconds: float) -> Readings:
        batch = max(int(seconds * QUESTIONS_PER_SECOND), 1)
        before = await Work.until_now(bench)
        await submit_and_wait(bench, token, batch)
        spent = (await Work.until_now(bench)).since(before)
        return {**_readings(spent, idle, batch), **_counted(STATEMENTS, statements)}

    yield measure_round


def _readings(spent: Work, idle: Work, questions: int) -> Readings:
    share = spent.at / idle.at
    each = {part: 1000 * (spent.processor[part] - share * idle.processor[part]) / questions for part in spent.processor}
    total = sum(milliseconds for part, milliseconds in each.items() if part not in APART)
    transactions = {
        name: (spent.transactions[name] - share * idle.transactions[name]) / questions for name in DATABASES
    }
    return {
        PROCESSOR_TIME: Reading(total, "ms"),
        **{f"  of it {part}": Reading(each[part], "ms") for part in each if part not in APART},
        **{f"  apart {part}": Reading(each[part], "ms") for part in APART},
        **_counted(TRANSACTIONS, transactions),
    }


def _counted(name: str, by_database: Mapping[str, float]) -> Readings:
    kind = name.partition(" ")[0]
    each = {f"  {kind} on {database}": Reading(number) for database, number in by_database.items()}
    return {name: Reading(sum(by_database.values())), **each}


async def submit_and_wait(bench: BenchStack, token: str, questions: int) -> None:
    """Submit ``questions`` as fast as responses come; return when all their mails have arrived.

    Only the mail catcher is asked for them: a look into a database would count as work of the desk.

    Raises:
        StackError: a question was refused, or mails did not arrive.
    """
    numbers = count()
    async with (
        httpx.AsyncClient(base_url=bench.url("mail"), trust_env=False, timeout=60) as mail,
        connections(bench.url("intake"), token, HANDS, GOES_ROUND) as opened,
    ):
        wanted = await _mails_after(mail, 0) + MAILS * questions

        async def keep_handing_in(number: int) -> None:
            while next(numbers) < questions:
                await opened[number].hand_in(number)

        await asyncio.gather(*map(keep_handing_in, range(HANDS)))
        seen, give_up = 0, time.monotonic() + _MAILED_WITHIN
        while seen < wanted:
            if time.monotonic() > give_up:
                raise StackError(
                    f"{wanted - seen} mails did not arrive within {_MAILED_WITHIN:.0f} s",
                    "run the bench again when the machine does less other work",
                )
            await asyncio.sleep(_LOOK_EVERY)
            seen += await _mails_after(mail, seen)


async def _mails_after(mail: httpx.AsyncClient, seen: int) -> int:
    answer = await mail.get("/messages", params={"skip": seen})
    return len(answer.raise_for_status().json())


def seconds_of(leader: psutil.Process) -> float:
    """Return the processor seconds of a part with its child processes, also of those that have ended."""
    return sum(sum(process.cpu_times()[:4]) for process in (leader, *leader.children(recursive=True)))
