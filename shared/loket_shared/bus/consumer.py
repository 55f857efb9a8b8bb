"""The member of a consumer group that a service runs (docs/architecture.md#inbox)."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from loket_shared.backoff import Backoff
from loket_shared.broker import ports
from loket_shared.broker.restart import restart_on_failure
from loket_shared.broker.shutdown import stop_with_timeout
from loket_shared.broker.topics import TopicSpec
from loket_shared.bus.assignment import PartitionAssignment
from loket_shared.bus.batches import BatchProcessor
from loket_shared.bus.consumer_metrics import run_consumer_metrics
from loket_shared.bus.dead_letters.access import OwnerLookup, no_owner
from loket_shared.bus.processor import InboxProcessor
from loket_shared.bus.sweeper import Sweeper
from loket_shared.observability.tasks import Heartbeat, supervise

_START_SECONDS = 20.0
_POLL_SECONDS = 12.0
"""Seconds. A poll takes a fraction of a second; a client that takes longer is closed and replaced by a new one."""

_NO_POLL_SECONDS = 60.0
"""Seconds. A consumer that completes no poll for this long, not even an empty one, is stalled."""


class EventConsumer:
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
        self.polls = Heartbeat("turns", _NO_POLL_SECONDS)

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until asked to stop; restart after every failure of the client."""
        await restart_on_failure(partial(self._consume, stop), self._broker, self.heartbeat, stop)

    async def _consume(self, stop: asyncio.Event) -> None:
        await self._broker.inspect(self._topics)
        async with started(self._broker.consumer(self._processor.group)) as client:
            progress = partial(self._broker.progress, self._processor.group)
            assignment = PartitionAssignment(
                client, progress, self._processor, BatchProcessor(self._processor), self._backoff
            )
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


ASK_SECONDS = 5.0
SILENT_SECONDS = 30.0


class BrokerWatch:
    """Asks the broker for the end offset of ``partition`` every five seconds, in a task of its own.

    The aiokafka client returns no records and raises no error while it cannot reach the broker. If the password or the
    certificate authority was replaced meanwhile, that client never recovers. A new client reads the files again.
    """

    def __init__(self, client: ports.Consumer, partition: TopicPartition) -> None:
        self._client = client
        self._partition = partition
        self._last = asyncio.get_running_loop().time()

    async def run(self) -> None:
        """Ask until cancelled."""
        while True:
            await asyncio.sleep(ASK_SECONDS)
            with suppress(KafkaError, TimeoutError):
                async with asyncio.timeout(ASK_SECONDS):
                    await self._client.end_offsets([self._partition])
                self._last = asyncio.get_running_loop().time()

    def require_answer(self) -> None:
        """Raise TimeoutError if the broker has not answered for 30 seconds."""
        if asyncio.get_running_loop().time() - self._last > SILENT_SECONDS:
            raise TimeoutError
