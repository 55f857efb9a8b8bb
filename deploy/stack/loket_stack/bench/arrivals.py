"""The progress of questions in flight, observed in the databases after the commit."""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

import asyncpg

from loket_stack.bench.bench_stack import BenchStack
from loket_stack.console import StackError
from loket_stack.postgres.databases import SERVICES

_LOOK_EVERY = 0.01
# Other processes make the ids and moments of rows, in whole milliseconds.
_MARGIN = 0.05
_MOST_NAMED = 5


@dataclass(frozen=True)
class Landmark:
    """A row that every question causes: ``query`` returns the references that have it since ``$1``."""

    connection: asyncpg.Connection
    query: str

    async def passed(self, since: float) -> list[str]:
        """Return the references that passed since ``since``, and possibly some that passed before."""
        rows = await self.connection.fetch(self.query, datetime.fromtimestamp(since - _MARGIN, UTC))
        return [row[0] for row in rows]


class Arrivals:
    """Follows questions from the moment each was due until it passed every landmark.

    ``seconds`` holds the times of arrived questions. The databases are polled every 10 ms, so a time is at most 10 ms
    too long.
    """

    def __init__(self, product_landmarks: Sequence[Landmark]) -> None:
        self.seconds: list[float] = []
        self._landmarks = product_landmarks
        self._began: dict[int, float] = {}
        self._numbers: dict[str, int] = {}
        self._passed: dict[str, dict[int, float]] = defaultdict(dict)
        self._all_arrived = asyncio.Event()

    @property
    def in_flight(self) -> int:
        """The number of submitted questions that have not arrived."""
        return len(self._began)

    def begin(self, number: int, at: float) -> None:
        """Follow question ``number``, submitted at ``at`` (seconds since the epoch)."""
        self._began[number] = at
        self._all_arrived.clear()

    def accept(self, number: int, reference: str) -> None:
        """Record the reference of the accepted question."""
        self._numbers[reference] = number

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        """Poll the landmarks while the block runs."""
        looking = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            looking.cancel()
            with suppress(asyncio.CancelledError):
                await looking

    async def all(self, within: float) -> None:
        """Return when every submitted question has arrived.

        Raises:
            StackError: some did not arrive within ``within`` seconds.
        """
        try:
            async with asyncio.timeout(within):
                await self._all_arrived.wait()
        except TimeoutError:
            problem = f"{self.in_flight} questions did not arrive within {within:.0f} s: {self._stuck()}"
            raise StackError(problem, "run the bench again when the machine does less other work") from None

    def _stuck(self) -> str:
        """Return some of the questions that have not arrived, each with the landmarks that it passed."""
        some = sorted(self._numbers)[:_MOST_NAMED]
        return ", ".join(f"{reference} passed {sorted(self._passed[reference]) or 'none'}" for reference in some)

    async def _watch(self) -> None:
        while True:
            if self._began:
                await self.look()
            await asyncio.sleep(_LOOK_EVERY)

    async def look(self) -> None:
        """Poll every landmark once."""
        since = min(self._began.values())
        found = await asyncio.gather(*(landmark.passed(since) for landmark in self._landmarks))
        now = time.time()
        for number, references in enumerate(found):
            for reference in references:
                self._passed[reference].setdefault(number, now)
        for reference in [name for name in self._numbers if len(self._passed[name]) == len(self._landmarks)]:
            began = self._began.pop(self._numbers.pop(reference))
            self.seconds.append(max(self._passed[reference].values()) - began)
        if not self._began:
            self._all_arrived.set()


_OPENED = "SELECT reference FROM cases WHERE opened_at >= $1"
_ROUTED = f"{_OPENED} AND state NOT IN ('expected', 'awaiting-route')"
# Ids are in the order of time, so the rows since a moment are found without another index.
_MAIL_QUEUED = """
    SELECT reference FROM deliveries
    WHERE occasion = 'received' AND id >= (SELECT uuidv7($1::timestamptz - now()))
"""

_UNSENT = "SELECT EXISTS (SELECT FROM outbox WHERE published_at IS NULL)"
_UNFINISHED = "SELECT EXISTS (SELECT FROM deliveries WHERE state IN ('waiting', 'sending'))"
_AT_REST_WITHIN = 120.0
_LOOK_AT_REST_EVERY = 0.2


@asynccontextmanager
async def product_landmarks(bench: BenchStack, *, routed: bool) -> AsyncIterator[list[Landmark]]:
    """Yield two landmarks: the case is open (and routed, if ``routed``), and the asker's mail is queued."""
    async with bench.databases("backoffice", "notifications") as (backoffice, notifications):
        yield [Landmark(backoffice, _ROUTED if routed else _OPENED), Landmark(notifications, _MAIL_QUEUED)]


async def wait_until_idle(bench: BenchStack) -> None:
    """Return when no event in an outbox and no mail waits to be sent.

    Raises:
        StackError: something still waits after the time limit.
    """
    async with bench.databases(*SERVICES) as services:
        questions = [(service, _UNSENT) for service in services]
        questions.append((services[SERVICES.index("notifications")], _UNFINISHED))
        for _ in range(int(_AT_REST_WITHIN / _LOOK_AT_REST_EVERY)):
            if not any([await service.fetchval(question) for service, question in questions]):
                return
            await asyncio.sleep(_LOOK_AT_REST_EVERY)
    raise StackError(
        f"events or mails still wait after {_AT_REST_WITHIN:.0f} s",
        "run the bench again when the machine does less other work",
    )
