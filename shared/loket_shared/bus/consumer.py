"""The member of a consumer group that a service runs (design sections 4.3 to 4.5)."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial

from aiokafka import TopicPartition

from loket_shared.broker import ports
from loket_shared.broker.restart import restart_on_failure
from loket_shared.broker.shutdown import stop_with_timeout
from loket_shared.broker.topics import TopicSpec
from loket_shared.bus.assignment import PartitionAssignment
from loket_shared.bus.backoff import Backoff
from loket_shared.bus.broker_watch import BrokerWatch
from loket_shared.bus.consumer_metrics import run_consumer_metrics
from loket_shared.bus.dead_letters.access import OwnerLookup, no_owner
from loket_shared.bus.processor import InboxProcessor
from loket_shared.bus.sweeper import Sweeper
from loket_shared.observability.heartbeat import Heartbeat
from loket_shared.observability.tasks import supervise

_START_SECONDS = 20.0
_POLL_SECONDS = 12.0
"""Seconds. A poll takes a fraction of a second; a client that takes longer is closed and replaced by a new one."""

_SILENT_SECONDS = 60.0
"""Seconds. A consumer that completes no poll for this long, not even an empty one, is stalled."""


class Consumer:
    """Polls ``topics`` as a member of a consumer group and passes the records to the InboxProcessor."""

    def __init__(
        self,
        processor: InboxProcessor,
        broker: ports.Broker,
        topics: Sequence[TopicSpec],
        backoff: Backoff | None = None,
        owner_of: OwnerLookup = no_owner,
    ) -> None:
        self._processor = processor
        self._broker = broker
        self._topics = topics
        self._backoff = backoff or Backoff()
        self._owner_of = owner_of
        self.heartbeat = Heartbeat("consumer")
        self.polls = Heartbeat("turns", _SILENT_SECONDS)

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until asked to stop; restart after every failure of the client."""
        await restart_on_failure(partial(self._consume, stop), self._broker, self.heartbeat, stop)

    async def _consume(self, stop: asyncio.Event) -> None:
        await self._broker.inspect(self._topics)
        async with started(self._broker.consumer(self._processor.group)) as client:
            progress = partial(self._broker.progress, self._processor.group)
            assignment = PartitionAssignment(client, progress, self._processor, self._backoff)
            client.subscribe([spec.name for spec in self._topics], listener=assignment)
            sweeper = Sweeper(self._processor, assignment.reread)
            watch = BrokerWatch(client, TopicPartition(self._topics[0].name, 0))
            async with (
                running_beside("broker-watch", watch.run),
                running_beside("sweeper", sweeper.run),
                running_beside("figures", partial(run_consumer_metrics, assignment, self._processor, self._owner_of)),
            ):
                try:
                    while not stop.is_set():
                        async with asyncio.timeout(_POLL_SECONDS):
                            await assignment.poll()
                        watch.require_answer()
                        self.heartbeat.beat()
                        self.polls.beat()
                finally:
                    await assignment.leave()


@asynccontextmanager
async def started(client: ports.Consumer) -> AsyncIterator[ports.Consumer]:
    """Start ``client``; at the end stop it, even if it hangs."""
    try:
        async with asyncio.timeout(_START_SECONDS):
            await client.start()
        yield client
    finally:
        await stop_with_timeout(client.stop)


@asynccontextmanager
async def running_beside(name: str, loop: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Run ``loop`` while the block runs."""
    task = asyncio.create_task(supervise(name, loop), name=name)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait({task})
