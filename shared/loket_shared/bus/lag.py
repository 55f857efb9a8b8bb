"""How far behind a consumer is, and how much waits for the operator."""

import asyncio

from loket_shared.bus.dead_letters.listing import count_open
from loket_shared.bus.lanes import Lanes
from loket_shared.bus.processor import Processor
from loket_shared.ops import metrics

MEASURE_SECONDS = 5.0


async def measure(lanes: Lanes, processor: Processor) -> None:
    """Set the figures of the consumer every five seconds until cancelled.

    The lag comes from the ends of the logs, asked for themselves: what a client remembers from its
    last fetch freezes when it stalls.
    """
    while True:
        await asyncio.sleep(MEASURE_SECONDS)
        metrics.consumer_paused.set(int(processor.failures.paused), {"consumer": processor.group})
        async with asyncio.timeout(MEASURE_SECONDS):
            for topic, records in (await lanes.lag()).items():
                metrics.consumer_lag.set(records, {"consumer": processor.group, "topic": topic})
        async with processor.unit_of_work() as work:
            letters = await count_open(work.session, processor.group)
        metrics.dead_letters.set(letters, {"consumer": processor.group})
