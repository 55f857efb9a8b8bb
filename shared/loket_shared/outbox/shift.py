"""The work of the active relay, for as long as its lock and its producer last."""

import asyncio
from collections.abc import Sequence

import asyncpg

from loket_shared.bus.broker import Broker, Producer
from loket_shared.bus.topics import TopicSpec
from loket_shared.ops.pulse import Pulse
from loket_shared.outbox.backlog import measure_backlog
from loket_shared.outbox.batch import BATCH, Sent, mark_published, unpublished
from loket_shared.outbox.recovery import (
    ALL_OF_IT,
    Ends,
    LogEnd,
    beyond,
    came_back_empty,
    forget,
    lost_tails,
    overwritten,
    recorded_ends,
)
from loket_shared.outbox.sending import send_all
from loket_shared.outbox.wake import Wake

POLL_SECONDS = 1.0
INSPECT_SECONDS = 10.0


class Shift:
    """Sends batch after batch, and compares Kafka with the outbox first and every ten seconds."""

    def __init__(
        self,
        service: str,
        connection: asyncpg.Connection,
        producer: Producer,
        broker: Broker,
        topics: Sequence[TopicSpec],
    ) -> None:
        self._service = service
        self._connection = connection
        self._producer = producer
        self._broker = broker
        self._topics = topics
        self._cluster_id = ""
        self._ends: Ends = {}

    async def work(self, wake: Wake, stop: asyncio.Event, pulse: Pulse) -> None:
        """Work until asked to stop and nothing is left; ``pulse`` beats with every batch.

        Raises:
            KafkaError, TimeoutError: sending failed; the producer must be dropped.
            asyncpg.PostgresError, OSError: the connection is lost, and with it the lock.
        """
        clock = asyncio.get_running_loop().time
        due = clock()
        while True:
            if clock() >= due:
                await self.inspect()
                due = clock() + INSPECT_SECONDS
            more = await self.send_batch()
            pulse.beat()
            if more:
                continue
            if stop.is_set():
                return
            await wake.wait(POLL_SECONDS)

    async def inspect(self) -> None:
        """Compare Kafka with what the outbox knows, and unpublish what Kafka has lost."""
        await measure_backlog(self._connection, self._service)
        state = await self._broker.inspect(self._topics)
        self._cluster_id = state.cluster_id
        recorded = await recorded_ends(self._connection)
        empty = await came_back_empty(recorded, self._broker)
        lost = dict.fromkeys(recorded, ALL_OF_IT) if empty else lost_tails(recorded, state)
        await forget(self._connection, state.cluster_id, lost)
        self._ends = await recorded_ends(self._connection)

    async def send_batch(self) -> bool:
        """Send the first rows that are unpublished; return whether more are known to wait."""
        rows = await unpublished(self._connection)
        if not rows:
            return False
        sent, failure = await send_all(self._producer, rows)
        again = await self._record(sent)
        if failure is not None:
            raise failure
        return again or len(rows) == BATCH

    async def _record(self, sent: Sequence[Sent]) -> bool:
        """Mark what is published; return whether some of it must be sent again, and what was lost before it."""
        lost = overwritten(self._ends, sent)
        await forget(self._connection, self._cluster_id, lost)
        published = beyond(lost, sent)
        await mark_published(self._connection, self._cluster_id, published)
        for row in published:
            if row.offset >= 0:
                self._ends[row.place] = LogEnd(self._cluster_id, row.offset)
        if lost:
            await self.inspect()  # it may be another cluster altogether
        return bool(lost)
