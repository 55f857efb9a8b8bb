"""Two workers of each service on this machine beside one: the throughput, and whether all arrives, once and in order.

A second worker is a process of its own on the same database and in the same consumer group. It must cost nothing where
the machine has no more cores for it. After the rounds every question must have its case and its mail, and the sequences
of each key on the log must have no gap.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import ExitStack, asynccontextmanager
from typing import NamedTuple

from loket_stack.bench import flow
from loket_stack.bench.bench_stack import BenchStack
from loket_stack.bench.beside import free_port, run_beside, wait_until_listening
from loket_stack.bench.figures import Figure, Rounds, ratio
from loket_stack.console import StackError
from loket_stack.postgres.databases import SERVICES
from loket_stack.state import running_stack
from loket_stack.wire import Log

AIM = 1.0

_TOPICS = ("loket.questions", "loket.routing", "loket.cases", "loket.contributions", "loket.notifications")
# Meanwhile the new workers get their share of the partitions.
_SETTLING_SECONDS = 3.0
_REMEDY = "report it: more than one worker loses or disorders work"
_ACCEPTED = "SELECT reference FROM questions"
_OPENED = "SELECT reference FROM cases WHERE opened_at IS NOT NULL"
_MAILED = "SELECT reference FROM deliveries WHERE occasion = 'received' AND state = 'delivered'"


class Numbered(NamedTuple):
    """An event on the log: its topic and key, and its number among their events."""

    topic: str
    key: bytes
    sequence: int


def measure(bench: BenchStack, rounds: Rounds, replicas: int) -> list[Figure]:
    """Measure the flow with one worker and with ``replicas`` workers of each service in turn, and check the desk.

    Raises:
        StackError: a question has no case or not one mail, or a sequence has a gap.
    """
    return asyncio.run(_measure(bench, rounds, replicas))


async def _measure(bench: BenchStack, rounds: Rounds, replicas: int) -> list[Figure]:
    one: list[float] = []
    several: list[float] = []
    async with flow.rounds_on(bench) as measure_round:
        for _ in range(rounds.count):
            one.append((await measure_round(rounds.seconds))[flow.CARRIED].value)
            async with _more_workers(bench, replicas - 1):
                await measure_round(_SETTLING_SECONDS)
                several.append((await measure_round(rounds.seconds))[flow.CARRIED].value)
    await _require_whole(bench)
    _require_order(await _logged(bench))
    return [ratio(f"questions carried by {replicas} workers beside one", several, one, AIM)]


@asynccontextmanager
async def _more_workers(bench: BenchStack, number: int) -> AsyncIterator[None]:
    """Run so many more workers of each service for the block."""
    with ExitStack() as workers:
        ports = []
        for service in SERVICES * number:
            ports.append(free_port())
            environment = {**bench.env(service), "LOKET_OPS_PORT": str(ports[-1])}
            workers.enter_context(run_beside(f"loket_{service}", "worker", environment=environment, build=bench.build))
        for port in ports:
            await wait_until_listening(port)
        yield


async def _require_whole(bench: BenchStack) -> None:
    """Hold that each question has a case and each asker's mail was sent once.

    Raises:
        StackError: not so.
    """
    async with bench.databases("intake", "backoffice", "notifications") as services:
        queries = (_ACCEPTED, _OPENED, _MAILED)
        accepted, opened, mailed = [
            Counter(row[0] for row in await service.fetch(query))
            for service, query in zip(services, queries, strict=True)
        ]
    for what, found in (("a case", opened), ("a mail", mailed)):
        if found != accepted:
            wrong = sorted((accepted - found) + (found - accepted))
            raise StackError(f"{len(wrong)} questions lack {what} or have two: {wrong[:3]}", _REMEDY)


async def _logged(bench: BenchStack) -> list[Numbered]:
    """Return the events on the log, in the order of each partition."""
    log = Log.of(running_stack(bench.stack.paths))
    return [
        Numbered(record.topic, record.key or b"", int(dict(record.headers)["ce_sequence"]))
        async for record in log.records(_TOPICS)
    ]


def _require_order(events: Iterable[Numbered]) -> None:
    if wrong := next(gaps(events), None):
        raise StackError(f"an event of {wrong.topic} has number {wrong.sequence} before its turn", _REMEDY)


def gaps(events: Iterable[Numbered]) -> Iterator[Numbered]:
    """Yield the events that come before their turn; a repeat of an earlier one is allowed."""
    last = Counter[tuple[str, bytes]]()
    for event in events:
        place = (event.topic, event.key)
        if event.sequence > last[place] + 1:
            yield event
        last[place] = max(last[place], event.sequence)
