"""Runs the tasks of a service: starts them in order and stops them gracefully in reverse."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

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
