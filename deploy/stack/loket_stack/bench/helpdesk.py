"""Questions that the whole desk carries, beside the tickets that django-helpdesk stores, on the same machine.

Both get their questions from as many clients, each over its API as a university's portal would hand them in: here
``POST /v1/questions``, there ``POST /api/tickets/`` with a token. A question counts once it has its case and its queued
mail (as in ``bench flow``), a ticket once it is committed. django-helpdesk seals nothing, routes nothing, keeps no
audit trail and sends no mail.

The rate says how busy the cores were kept, too: on a machine with other work, more processes get a larger share. The
processor time does not.
"""

import asyncio
import time
from itertools import count
from typing import NamedTuple

import asyncpg

from loket_stack.bench import flow
from loket_stack.bench.bench_stack import BenchStack
from loket_stack.bench.cost import APART, seconds_of
from loket_stack.bench.figures import Figure, Round, Rounds, ratio
from loket_stack.bench.helpdesk_server import Helpdesk, run_helpdesk
from loket_stack.bench.load import STAYS, Question, connections

AIM = 1.5
CARRIED = "questions carried beside tickets of django-helpdesk"
PROCESSOR_TIME = "processor time of a question, with the idle desk"
PROCESSOR_TIME_OF_A_TICKET = "processor time of a ticket"

TICKET: Question = {
    "queue": 1,
    "title": "Samenwerking in de fotonica",
    "description": STAYS["description"],
    "priority": 3,
}
"""The question as a ticket; without an address of the asker, since a mail would be composed to it."""

_WARM_UP_SECONDS = 3.0


class Throughput(NamedTuple):
    """The number that was handled a second, and the processor time of each in milliseconds."""

    rate: float
    milliseconds: float


def measure(bench: BenchStack, rounds: Rounds) -> list[Figure]:
    """Measure both in turn."""
    return asyncio.run(_measure(bench, rounds))


async def _measure(bench: BenchStack, rounds: Rounds) -> list[Figure]:
    mine: list[Throughput] = []
    others: list[Throughput] = []
    async with run_helpdesk() as helpdesk, flow.rounds_on(bench) as measure_round:
        await handle_tickets(helpdesk, _WARM_UP_SECONDS)
        for _ in range(rounds.count):
            mine.append(await _carry_questions(bench, measure_round, rounds.seconds))
            others.append(await handle_tickets(helpdesk, rounds.seconds))
    return [
        ratio(CARRIED, [each.rate for each in mine], [each.rate for each in others], AIM),
        Figure(PROCESSOR_TIME, "ms", [each.milliseconds for each in mine]),
        Figure(PROCESSOR_TIME_OF_A_TICKET, "ms", [each.milliseconds for each in others]),
    ]


async def _carry_questions(bench: BenchStack, measure_round: Round, seconds: float) -> Throughput:
    parts = [bench.process(part) for part in bench.parts if part not in APART]
    before, spent = await _count(bench.database("intake"), "questions"), sum(map(seconds_of, parts))
    rate = (await measure_round(seconds))[flow.CARRIED].value
    number = await _count(bench.database("intake"), "questions") - before
    return Throughput(rate, 1000 * (sum(map(seconds_of, parts)) - spent) / number)


async def handle_tickets(helpdesk: Helpdesk, seconds: float) -> Throughput:
    """Hand tickets in as fast as responses come, for ``seconds``; count those that are committed.

    Raises:
        StackError: a ticket was refused.
    """
    numbers, before = count(), await _count(helpdesk.database, "helpdesk_ticket")
    spent, began = sum(map(seconds_of, helpdesk.processes)), time.perf_counter()

    async def keep_handing_in() -> None:
        while time.perf_counter() < began + seconds:
            await hand_in_ticket(helpdesk, next(numbers))

    await asyncio.gather(*(keep_handing_in() for _ in range(flow.HANDS)))
    took = time.perf_counter() - began
    number = await _count(helpdesk.database, "helpdesk_ticket") - before
    return Throughput(number / took, 1000 * (sum(map(seconds_of, helpdesk.processes)) - spent) / number)


async def hand_in_ticket(helpdesk: Helpdesk, number: int) -> None:
    """Hand one ticket in, on a connection of its own: the workers close it after each response.

    Raises:
        StackError: it is refused, or not answered.
    """
    opened = connections(helpdesk.url, helpdesk.token, 1, TICKET, path="/api/tickets/", scheme="Token")
    async with opened as (connection,):
        await connection.hand_in(number)


async def _count(address: str, table: str) -> int:
    database = await asyncpg.connect(address)
    try:
        return int(await database.fetchval(f"SELECT count(*) FROM {table}"))  # noqa: S608 - a constant
    finally:
        await database.close()
