"""The work of the active relay, for as long as its lock and its producer last."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

import asyncpg

from loket_shared.bus.broker import Broker, Producer
from loket_shared.bus.topics import TopicSpec
from loket_shared.ops.heartbeat import Heartbeat
from loket_shared.outbox.backlog import measure_backlog
from loket_shared.outbox.publisher import publish_batch
from loket_shared.outbox.recovery import (
    WHOLE_LOG,
    Ends,
    LogEnd,
    above_high_water,
    detect_overwrite,
    detect_truncation,
    is_wiped,
    recorded_ends,
    unpublish_lost,
    unpublish_unproven,
)
from loket_shared.outbox.signal import RelaySignal
from loket_shared.outbox.store import BATCH_SIZE, PublishedEvent, mark_published, pending_events
from loket_shared.sealing.vault import Vault

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
        vault: Vault,
    ) -> None:
        self._service = service
        self._connection = connection
        self._producer = producer
        self._broker = broker
        self._topics = topics
        self._vault = vault
        self._cluster_id = ""
        self._ends: Ends = {}
        self._kid: UUID | None = None

    async def work(self, signal: RelaySignal, stop: asyncio.Event, heartbeat: Heartbeat) -> None:
        """Work until asked to stop and nothing is left; ``heartbeat`` beats with every batch.

        Raises:
            KafkaError, TimeoutError: sending failed; the producer must be dropped.
            asyncpg.PostgresError, OSError: the connection is lost, and with it the lock.
            VaultUnreachable: nothing can be signed.
        """
        clock = asyncio.get_running_loop().time
        due = clock()
        while True:
            if clock() >= due:
                await self.inspect()
                due = clock() + INSPECT_SECONDS
            more = await self.send_batch()
            heartbeat.beat()
            if more:
                continue
            if stop.is_set():
                return
            await signal.wait(POLL_SECONDS)

    async def inspect(self) -> None:
        """Compare Kafka with what the outbox knows, and unpublish what Kafka has lost."""
        await measure_backlog(self._connection, self._service)
        state = await self._broker.inspect(self._topics)
        self._cluster_id = state.cluster_id
        recorded = await recorded_ends(self._connection)
        empty = await is_wiped(recorded, self._broker)
        lost = dict.fromkeys(recorded, WHOLE_LOG) if empty else detect_truncation(recorded, state)
        await unpublish_lost(self._connection, state.cluster_id, lost)
        self._ends = await recorded_ends(self._connection)
        await self._sign_anew()

    async def send_batch(self) -> bool:
        """Send the first rows that are unpublished; return whether more are known to wait."""
        rows = await pending_events(self._connection)
        if not rows:
            return False
        key = await self._vault.signing_key()
        sent, failure = await publish_batch(self._producer, rows, key)
        again = await self._record(sent, key.kid)
        if failure is not None:
            raise failure
        return again or len(rows) == BATCH_SIZE

    async def _sign_anew(self) -> None:
        """At the start, and when another key is in use than before, send again what no valid key proves."""
        key = await self._vault.signing_key()
        if key.kid != self._kid:
            await unpublish_unproven(self._connection, await self._vault.valid_signing_keys())
            self._kid = key.kid

    async def _record(self, sent: Sequence[PublishedEvent], kid: UUID) -> bool:
        """Mark what is published; return whether some of it must be sent again, and what was lost before it."""
        lost = detect_overwrite(self._ends, sent)
        await unpublish_lost(self._connection, self._cluster_id, lost)
        published = above_high_water(lost, sent)
        await mark_published(self._connection, self._cluster_id, kid, published)
        for row in published:
            if row.offset >= 0:
                self._ends[row.place] = LogEnd(self._cluster_id, row.offset)
        if lost:
            await self.inspect()  # it may be another cluster altogether
        return bool(lost)
