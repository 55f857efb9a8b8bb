"""Long-running tasks of a service: starts and stops them, restarts those that fail, and monitors those that hang."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog

from loket_shared.backoff import pause_after
from loket_shared.observability import metrics

_LOG = structlog.get_logger(__name__)

Part = Callable[[asyncio.Event], Awaitable[None]]
"""A task that runs until the event is set, finishes its current work and returns."""


@asynccontextmanager
async def running_part(name: str, part: Part, grace_seconds: float = 10.0) -> AsyncIterator[None]:
    """Run ``part`` while the block runs; then stop it, and cancel it after ``grace_seconds``."""
    stop = asyncio.Event()

    async def loop() -> None:
        await part(stop)

    task = asyncio.create_task(supervise(name, loop), name=name)
    try:
        yield
    finally:
        stop.set()
        _, late = await asyncio.wait({task}, timeout=grace_seconds)
        if late:
            _LOG.warning("part did not stop in time", part=name)
            task.cancel()
            await asyncio.wait({task}, timeout=1)


def as_part(loop: Callable[[], Awaitable[None]]) -> Part:
    """Return a task that runs ``loop`` and cancels it at the stop event; its transactions roll back."""

    async def part(stop: asyncio.Event) -> None:
        work = asyncio.ensure_future(loop())
        asked = asyncio.ensure_future(stop.wait())
        try:
            await asyncio.wait({work, asked}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            asked.cancel()
            if not work.done():
                work.cancel()
            await asyncio.gather(work, return_exceptions=stop.is_set())

    return part


FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0


async def supervise(name: str, loop: Callable[[], Awaitable[None]]) -> None:
    """Run ``loop`` until it is cancelled or returns; restart it after each failure, after a growing pause.

    A failure is logged and counted: a loop that stopped silently would leave work undone. Libraries may turn a
    cancellation into another exception; that exception ends the loop too.
    """
    failures = 0
    while True:
        started = asyncio.get_running_loop().time()
        try:
            await loop()
        except Exception as error:
            if _asked_to_end():
                raise asyncio.CancelledError from error
            metrics.loop_restarts.add(1, {"loop": name})
            _LOG.error("loop failed", loop=name, exc_info=error)
        else:
            return
        if asyncio.get_running_loop().time() - started > LONGEST_PAUSE_SECONDS:
            failures = 0
        failures += 1
        await asyncio.sleep(pause_after(failures, FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS))


def _asked_to_end() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


STALLED_SECONDS = 90.0
"""Seconds: far more than any single wait of a loop takes."""

LASTING_SECONDS = 30.0
"""Seconds after which a failing loop raises the alarm; failures at a start or a change of leader are shorter."""

STEADY_SECONDS = 10.0
"""Seconds without a failure after which a loop counts as working; one success between two failures is not enough."""


@dataclass
class _Trouble:
    reason: str
    passing: bool
    began: float
    last: float
    attempts: int = 0
    alarmed: bool = False

    @property
    def lasts(self) -> bool:
        return self.last - self.began >= LASTING_SECONDS


class Heartbeat:
    """Records the successes and failures of one loop.

    A failure that passes by itself, such as an absent broker, neither makes the process unready nor restarts it. Any
    other failure does both, if it lasts.
    """

    def __init__(
        self, loop: str, stalled_after: float = STALLED_SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.loop = loop
        self._stalled_after = stalled_after
        self._clock = clock
        self._alive = clock()
        self._trouble: _Trouble | None = None

    @property
    def problem(self) -> str | None:
        """The reason why the loop fails, if the failure lasts and does not pass by itself; otherwise None."""
        trouble = self._trouble
        return f"{self.loop}: {trouble.reason}" if trouble and trouble.lasts and not trouble.passing else None

    @property
    def stalled(self) -> bool:
        """True if the loop has not worked for so long that the process must be restarted."""
        return self._clock() - self._alive > self._stalled_after

    def beat(self) -> None:
        """Record a successful turn of the loop."""
        now, trouble = self._clock(), self._trouble
        if trouble:
            if now - trouble.last < STEADY_SECONDS:
                return
            _LOG.info("loop works again", loop=self.loop, reason=trouble.reason, attempts=trouble.attempts)
            metrics.failing_loops.set(0, {"loop": self.loop})
            self._trouble = None
        self._alive = now

    def fail(self, reason: str, *, passing: bool) -> None:
        """Record a failure; each reason is logged once, and once more when the failure lasts."""
        now, trouble = self._clock(), self._trouble
        if trouble is None or trouble.passing != passing:
            trouble = self._trouble = _Trouble("", passing, began=now, last=now)
        if trouble.reason != reason:
            _LOG.warning("loop interrupted", loop=self.loop, reason=reason)
        trouble.reason, trouble.last, trouble.attempts = reason, now, trouble.attempts + 1
        if passing:
            self._alive = now
        if trouble.lasts and not trouble.alarmed:
            trouble.alarmed = True
            metrics.failing_loops.set(1, {"loop": self.loop})
            _LOG.error("loop keeps failing", loop=self.loop, reason=reason, attempts=trouble.attempts)
