"""Forgetting keys whose time is over, in each service that keeps any."""

import asyncio
from datetime import timedelta

from loket_shared.idempotency.claims import delete_expired_keys
from loket_shared.ops.runtime import Runtime

INTERVAL = timedelta(minutes=10)


async def keep_keys_swept(runtime: Runtime) -> None:
    """Delete expired keys every ``INTERVAL``."""
    while True:
        async with runtime.unit_of_work() as work:
            await delete_expired_keys(work, work.clock.now())
        await asyncio.sleep(INTERVAL.total_seconds())
