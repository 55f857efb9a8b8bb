"""The parts of a running service, started in order and stopped gracefully in reverse."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog

from loket_shared.ops.loops import keep_running

_LOG = structlog.get_logger(__name__)

Part = Callable[[asyncio.Event], Awaitable[None]]
"""A loop that works until the event is set, finishes what it has in hand and returns."""


@asynccontextmanager
async def running(name: str, part: Part, grace_seconds: float = 10.0) -> AsyncIterator[None]:
    """Run ``part`` while the block runs; then ask it to stop, and cancel it after ``grace_seconds``."""
    stop = asyncio.Event()

    async def loop() -> None:
        await part(stop)

    task = asyncio.create_task(keep_running(name, loop), name=name)
    try:
        yield
    finally:
        stop.set()
        _, late = await asyncio.wait({task}, timeout=grace_seconds)
        if late:
            _LOG.warning("part did not stop in time", part=name)
            task.cancel()
            await asyncio.wait({task}, timeout=1)


def until_stopped(loop: Callable[[], Awaitable[None]]) -> Part:
    """Return a part that runs ``loop`` and cancels it when asked to stop; its transactions roll back."""

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
