"""The loop that writes down whose letters and dead letters are, so that nothing is opened to know it."""

import asyncio

from loket_notifications.handlers.owner_of_dead_letter import tag_dead_letters
from loket_notifications.handlers.see_delivery import tag_deliveries
from loket_shared.service.runtime import Runtime

LOOK_EVERY_SECONDS = 1.0


async def keep_owners(runtime: Runtime) -> None:
    """Tag what came since, and what an earlier release left without a tag, until cancelled."""
    while True:
        async with runtime.unit_of_work() as work:
            await tag_deliveries(work)
            await tag_dead_letters(work)
        await asyncio.sleep(LOOK_EVERY_SECONDS)
