"""Publishing how far the trail is, where the service cannot take it back."""

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from loket_shared.audit.published import publication_of
from loket_shared.audit.store import claim_publication, last_link

if TYPE_CHECKING:
    from loket_shared.service.runtime import Runtime
    from loket_shared.unit_of_work import UnitOfWork

SECONDS_BETWEEN = 30.0
"""A schedule, not an answer to acts: who reads the topic learns of no act when it was."""

AGAIN_AFTER = timedelta(hours=1)
"""When a head that did not change is published once more, so that a publisher that stopped shows."""


async def run_head_publisher(runtime: "Runtime") -> None:
    """Publish the head every half minute if there are new links, for ever."""
    while True:
        async with runtime.unit_of_work() as work:
            await publish_head(work, runtime.definition.group)
        await asyncio.sleep(SECONDS_BETWEEN)


async def publish_head(work: "UnitOfWork", consumer: str) -> None:
    """Publish the head of the trail, under the name of the service's consumer group, unless that was done."""
    connection = await work.session.connection()
    head, now = await last_link(connection), work.clock.now()
    if head.link and await claim_publication(connection, head.link, now, now - AGAIN_AFTER):
        await work.publish(publication_of(work.trail.keys, consumer, head, now))
