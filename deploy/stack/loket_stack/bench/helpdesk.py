"""Questions that the whole desk carries, beside the tickets that django-helpdesk stores, on the same machine.

Both get their questions from as many clients, each over its API as a university's portal would hand them in: here
``POST /v1/questions``, there ``POST /api/tickets/`` with a token. A question counts once it has its case and its queued
mail (as in ``bench flow``), a ticket once it is committed. django-helpdesk seals nothing, routes nothing, keeps no
audit trail and sends no mail.
"""

import asyncio
import time
from itertools import count

import asyncpg

from loket_stack.bench import flow
from loket_stack.bench.bench_stack import BenchStack
from loket_stack.bench.figures import Figure, Rounds, ratio
from loket_stack.bench.helpdesk_server import Helpdesk, run_helpdesk
from loket_stack.bench.load import STAYS, Question, connections

AIM = 1.5
CARRIED = "questions carried beside tickets of django-helpdesk"

TICKET: Question = {
    "queue": 1,
    "title": "Samenwerking in de fotonica",
    "description": STAYS["description"],
    "priority": 3,
}
"""The question as a ticket; without an address of the asker, since a mail would be composed to it."""

_WARM_UP_SECONDS = 3.0


def measure(bench: BenchStack, rounds: Rounds) -> list[Figure]:
    """Measure both in turn."""
    return asyncio.run(_measure(bench, rounds))


async def _measure(bench: BenchStack, rounds: Rounds) -> list[Figure]:
    mine: list[float] = []
    others: list[float] = []
    async with run_helpdesk() as helpdesk, flow.rounds_on(bench) as measure_round:
        await tickets_per_second(helpdesk, _WARM_UP_SECONDS)
        for _ in range(rounds.count):
            mine.append((await measure_round(rounds.seconds))[flow.CARRIED].value)
            others.append(await tickets_per_second(helpdesk, rounds.seconds))
    return [ratio(CARRIED, mine, others, AIM)]


async def tickets_per_second(helpdesk: Helpdesk, seconds: float) -> float:
    """Hand tickets in as fast as responses come, for ``seconds``; return the committed tickets per second.

    Raises:
        StackError: a ticket was refused.
    """
    numbers, before, began = count(), await _tickets(helpdesk), time.perf_counter()

    async def keep_handing_in() -> None:
        while time.perf_counter() < began + seconds:
            await hand_in_ticket(helpdesk, next(numbers))

    await asyncio.gather(*(keep_handing_in() for _ in range(flow.HANDS)))
    took = time.perf_counter() - began
    return (await _tickets(helpdesk) - before) / took


async def hand_in_ticket(helpdesk: Helpdesk, number: int) -> None:
    """Hand one ticket in, on a connection of its own: the workers close it after each response.

    Raises:
        StackError: it is refused, or not answered.
    """
    opened = connections(helpdesk.url, helpdesk.token, 1, TICKET, path="/api/tickets/", scheme="Token")
    async with opened as (connection,):
        await connection.hand_in(number)


async def _tickets(helpdesk: Helpdesk) -> int:
    database = await asyncpg.connect(helpdesk.database)
    try:
        return int(await database.fetchval("SELECT count(*) FROM helpdesk_ticket"))
    finally:
        await database.close()
