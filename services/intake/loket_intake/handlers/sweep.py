"""Delete what is kept for a stated time only."""

import asyncio
from datetime import timedelta

from loket_intake.store.drafts import delete_expired_drafts
from loket_shared.service.runtime import Runtime

INTERVAL = timedelta(minutes=10)


async def sweep(runtime: Runtime) -> None:
    """Delete expired drafts, every ``INTERVAL``."""
    while True:
        async with runtime.unit_of_work() as work:
            await delete_expired_drafts(work.session, work.clock.now())
        await asyncio.sleep(INTERVAL.total_seconds())
