"""A service's member of its consumer group (design sections 4.3 to 4.5)."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Self

from aiokafka import TopicPartition

from loket_shared.bus import broker as ports
from loket_shared.bus.answers import Answers
from loket_shared.bus.backoff import Backoff
from loket_shared.bus.dead_letters.access import OwnerOf, nobody
from loket_shared.bus.interruption import begin_anew
from loket_shared.bus.kafka import KafkaBroker
from loket_shared.bus.lag import measure
from loket_shared.bus.lanes import Lanes
from loket_shared.bus.parting import part_from
from loket_shared.bus.processor import Processor
from loket_shared.bus.sweeper import Sweeper
from loket_shared.bus.topics import TopicSpec, declared_topics
from loket_shared.ops.loops import keep_running
from loket_shared.ops.pulse import Pulse

if TYPE_CHECKING:
    from loket_shared.ops.runtime import Runtime

_START_SECONDS = 20.0
_TURN_SECONDS = 12.0
"""A turn takes a fraction of a second; a client that stalls longer is dropped and built anew."""

_LONGEST_AWAY_SECONDS = 60.0
"""A consumer that received nothing for longer, not even that there is nothing, does not do its work."""


class Consumer:
    """Receives the records of ``topics`` and has them taken in."""

    def __init__(
        self,
        processor: Processor,
        broker: ports.Broker,
        topics: Sequence[TopicSpec],
        backoff: Backoff | None = None,
        owner_of: OwnerOf = nobody,
    ) -> None:
        self._processor = processor
        self._broker = broker
        self._topics = topics
        self._backoff = backoff or Backoff()
        self._owner_of = owner_of
        self.pulse = Pulse("consumer")
        self.turns = Pulse("turns", _LONGEST_AWAY_SECONDS)

    @classmethod
    def of(cls, runtime: "Runtime") -> Self:
        """Return the consumer of a running service: the topics of all types it subscribes to."""
        settings, definition = runtime.settings, runtime.definition
        topics = declared_topics(settings.topics_file, {kind.TOPIC for kind in definition.subscriptions})
        consumer = cls(Processor.of(runtime), KafkaBroker.of(settings), topics, owner_of=definition.owner_of)
        runtime.pulses.append(consumer.pulse)
        runtime.turns.append(consumer.turns)
        return consumer

    async def run(self, stop: asyncio.Event) -> None:
        """Receive until asked to stop; begin anew after every failure of the client."""
        await begin_anew(partial(self._take_part, stop), self._broker, self.pulse, stop)

    async def _take_part(self, stop: asyncio.Event) -> None:
        await self._broker.inspect(self._topics)
        async with joined(self._broker.consumer(self._processor.group)) as client:
            progress = partial(self._broker.progress, self._processor.group)
            lanes = Lanes(client, progress, self._processor, self._backoff)
            client.subscribe([spec.name for spec in self._topics], listener=lanes)
            sweeper = Sweeper(self._processor, lanes.read_again)
            answers = Answers(client, TopicPartition(self._topics[0].name, 0))
            async with (
                beside("answers", answers.ask),
                beside("sweeper", sweeper.run),
                beside("figures", partial(measure, lanes, self._processor, self._owner_of)),
            ):
                try:
                    while not stop.is_set():
                        async with asyncio.timeout(_TURN_SECONDS):
                            await lanes.turn()
                        answers.require()
                        self.pulse.beat()
                        self.turns.beat()
                finally:
                    await lanes.leave()


@asynccontextmanager
async def joined(client: ports.Consumer) -> AsyncIterator[ports.Consumer]:
    """Connect ``client``, and leave its group at the end also when it hangs."""
    try:
        async with asyncio.timeout(_START_SECONDS):
            await client.start()
        yield client
    finally:
        await part_from(client.stop)


@asynccontextmanager
async def beside(name: str, loop: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
    """Keep ``loop`` running while the block runs."""
    task = asyncio.create_task(keep_running(name, loop), name=name)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait({task})
