"""Background loops that survive their own failures."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from loket_shared.ops import metrics

_LOG = structlog.get_logger(__name__)

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0


async def keep_running(name: str, loop: Callable[[], Awaitable[None]]) -> None:
    """Run ``loop`` until it is cancelled or returns; after a failure again, after a growing pause.

    A failure is logged and counted: a loop that stopped in silence would leave work undone. One that
    comes of the cancellation itself, as libraries make of it, is the end all the same.
    """
    pause = FIRST_PAUSE_SECONDS
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
            pause = FIRST_PAUSE_SECONDS
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE_SECONDS)


def _asked_to_end() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
