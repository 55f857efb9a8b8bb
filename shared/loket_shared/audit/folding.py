"""Recording the repeats that were counted."""

import asyncio
from datetime import datetime
from typing import TYPE_CHECKING

from loket_shared.audit.record import record

if TYPE_CHECKING:
    from loket_shared.service.runtime import Runtime

SECONDS_BETWEEN_LOOKS = 5.0


async def run_repeat_recorder(runtime: "Runtime", stop: asyncio.Event) -> None:
    """Record what was repeated when its window is over, until asked to stop; then record all there is."""
    while not stop.is_set():
        await record_repeats(runtime, runtime.clock.now())
        try:
            async with asyncio.timeout(SECONDS_BETWEEN_LOOKS):
                await stop.wait()
        except TimeoutError:
            continue
    await record_repeats(runtime, None)


async def record_repeats(runtime: "Runtime", until: datetime | None) -> None:
    """Record each act that was repeated in a window that is over at ``until``, or in any, with how often."""
    for repeats in (runtime.trail.attempts, runtime.trail.refreshes):
        over = dict(repeats.over(until))
        if any(over.values()):
            async with runtime.database.begin() as transaction:
                for counted, times in over.items():
                    if times:
                        now = runtime.clock.now()
                        await record(transaction, runtime.trail.keys, now, counted.act, times=times)
        repeats.forget(over)
