"""Where the questions in flight got, seen from outside: in the databases, after the commit."""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

import asyncpg

from loket_stack.failures import StackError

_LOOK_EVERY = 0.01
# Ids and moments of rows are made by other processes, in whole milliseconds.
_MARGIN = 0.05
_MOST_TOLD = 5


@dataclass(frozen=True)
class Landmark:
    """A place every question passes: ``query`` gives the references that passed it since the moment ``$1``."""

    connection: asyncpg.Connection
    query: str

    async def passed(self, since: float) -> list[str]:
        """Return the references that passed since ``since``, and perhaps some that did before."""
        rows = await self.connection.fetch(self.query, datetime.fromtimestamp(since - _MARGIN, UTC))
        return [row[0] for row in rows]


class Arrivals:
    """Follows questions from the moment each was due until it passed every landmark.

    ``seconds`` holds how long it took those that arrived. A look comes every 10 ms, so each is that
    much too long at most.
    """

    def __init__(self, landmarks: Sequence[Landmark]) -> None:
        self.seconds: list[float] = []
        self._landmarks = landmarks
        self._began: dict[int, float] = {}
        self._numbers: dict[str, int] = {}
        self._passed: dict[str, dict[int, float]] = defaultdict(dict)
        self._all_arrived = asyncio.Event()

    @property
    def in_flight(self) -> int:
        """How many questions were begun and have not arrived."""
        return len(self._began)

    def begin(self, number: int, at: float) -> None:
        """Follow question ``number``, handed in at ``at`` (seconds since the epoch)."""
        self._began[number] = at
        self._all_arrived.clear()

    def take(self, number: int, reference: str) -> None:
        """Learn under which reference the question was taken in."""
        self._numbers[reference] = number

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[None]:
        """Keep looking while the block runs."""
        looking = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            looking.cancel()
            with suppress(asyncio.CancelledError):
                await looking

    async def all(self, within: float) -> None:
        """Return when every question that was begun has arrived.

        Raises:
            StackError: some did not within ``within`` seconds.
        """
        try:
            async with asyncio.timeout(within):
                await self._all_arrived.wait()
        except TimeoutError:
            problem = f"{self.in_flight} questions did not arrive within {within:.0f} s: {self._stuck()}"
            raise StackError(problem, "run the bench again when the machine is quieter") from None

    def _stuck(self) -> str:
        """Return some of the questions that have not arrived, each with the landmarks that it passed."""
        some = sorted(self._numbers)[:_MOST_TOLD]
        return ", ".join(f"{reference} passed {sorted(self._passed[reference]) or 'none'}" for reference in some)

    async def _watch(self) -> None:
        while True:
            if self._began:
                await self.look()
            await asyncio.sleep(_LOOK_EVERY)

    async def look(self) -> None:
        """Look once at every landmark."""
        since = min(self._began.values())
        found = await asyncio.gather(*(landmark.passed(since) for landmark in self._landmarks))
        now = time.time()
        for place, references in enumerate(found):
            for reference in references:
                self._passed[reference].setdefault(place, now)
        for reference in [name for name in self._numbers if len(self._passed[name]) == len(self._landmarks)]:
            began = self._began.pop(self._numbers.pop(reference))
            self.seconds.append(max(self._passed[reference].values()) - began)
        if not self._began:
            self._all_arrived.set()
