"""Publishes the events of the outbox to Kafka in order; one relay is active at a time (docs/architecture.md#relay)."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple
from uuid import UUID

import asyncpg

from loket_shared.broker.ports import Broker, Producer
from loket_shared.broker.restart import restart_on_failure
from loket_shared.broker.topics import TopicSpec
from loket_shared.db.database import Database
from loket_shared.observability.tasks import Heartbeat
from loket_shared.outbox.leader_lock import (
    LockWait,
    acquire_lock,
    relay_connection,
    require_own_session,
    shared_session_explained,
)
from loket_shared.outbox.publisher import publish_batch, started_producer
from loket_shared.outbox.recovery import (
    WHOLE_LOG,
    Ends,
    LogEnd,
    Truncations,
    above_high_water,
    detect_overwrite,
    detect_truncation,
    is_wiped,
    recorded_ends,
    unpublish_lost,
    unpublish_unproven,
)
from loket_shared.outbox.signal import RelaySignal, relay_signal
from loket_shared.outbox.store import BATCH_SIZE, PublishedEvent, mark_published, pending_events, report_backlog
from loket_shared.sealing.vault import Vault

POLL_SECONDS = 1.0

BATCH_SECONDS = 0.025
"""Seconds from the start of a batch to that of the next, unless more is pending.

An event after a pause goes out at once. Under load each batch costs a query, a commit, a request to Kafka and an answer
to every consumer, so events that are recorded shortly after one another share them.
"""

INSPECT_SECONDS = 10.0

_STALLED_SECONDS = 900.0
"""Seconds: longer than unpublishing a whole outbox takes after the broker was wiped."""


class Relay:
    """Publishes the events of one service from its outbox to Kafka.

    Any number of relays may run: one holds the lock and sends, the others wait for the lock.
    """

    def __init__(
        self, service: str, database: Database, broker: Broker, topics: Sequence[TopicSpec], vault: Vault
    ) -> None:
        self._service = service
        self._database = database
        self._broker = broker
        self._topics = topics
        self._vault = vault
        self._signal = relay_signal(database.engine)
        self.heartbeat = Heartbeat("relay", _STALLED_SECONDS)

    async def run(self, stop: asyncio.Event) -> None:
        """Publish until ``stop`` is set, then publish what is left; restart after every failure."""
        await restart_on_failure(partial(self._serve, stop), self._broker, self.heartbeat, stop)

    async def _serve(self, stop: asyncio.Event) -> None:
        url = self._database.direct_url
        with shared_session_explained():
            async with relay_connection(url, self._signal) as connection:
                await require_own_session(connection, url)
                await report_backlog(connection, self._service)
                if await acquire_lock(connection, stop, LockWait(connection, self._service, self.heartbeat)):
                    await self._lead(connection, stop)

    async def _lead(self, connection: asyncpg.Connection, stop: asyncio.Event) -> None:
        async with started_producer(self._broker) as producer:
            loop = PublishLoop(self._service, connection, producer, self._broker, self._topics, self._vault)
            self._signal.relay_runs_in_process = True
            try:
                await loop.run(self._signal, stop, self.heartbeat)
            finally:
                self._signal.relay_runs_in_process = False


class Inspected(NamedTuple):
    """The present cluster of Kafka, and what its logs have lost."""

    cluster_id: str
    lost: Truncations


class PublishLoop:
    """Publishes batch after batch; compares Kafka with the outbox at the start and every ten seconds."""

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
        self._inspection: asyncio.Task[Inspected] | None = None
        self._inspect_at = 0.0

    async def run(self, signal: RelaySignal, stop: asyncio.Event, heartbeat: Heartbeat) -> None:
        """Publish until ``stop`` is set and nothing is pending; ``heartbeat`` beats with every batch.

        Raises:
            KafkaError, TimeoutError: sending failed; the producer must be dropped.
            asyncpg.PostgresError, OSError: the connection is lost, and with it the lock.
            VaultUnreachableError: nothing can be signed.
        """
        clock = asyncio.get_running_loop().time
        await self.inspect()
        self._inspect_at = clock() + INSPECT_SECONDS
        try:
            while True:
                await self._follow_inspection(clock())
                began = clock()
                more = await self.send_batch()
                heartbeat.beat()
                if more:
                    continue
                if stop.is_set():
                    return
                await signal.wait(POLL_SECONDS, not_before=began + BATCH_SECONDS)
        finally:
            if self._inspection is not None:
                self._inspection.cancel()
                await asyncio.wait({self._inspection})

    async def inspect(self) -> None:
        """Compare Kafka with the outbox, and unpublish what Kafka has lost."""
        await self._act_on(await self._look_into_log(await recorded_ends(self._connection)))

    async def _follow_inspection(self, now: float) -> None:
        """Begin an inspection when it is due, and act on one that has ended: events go out while Kafka answers.

        The ends are read before Kafka is asked, and a log only grows, so what is sent meanwhile never looks lost.
        """
        if self._inspection is None and now >= self._inspect_at:
            recorded = await recorded_ends(self._connection)
            self._inspection = asyncio.create_task(self._look_into_log(recorded), name="inspection of the log")
        elif self._inspection is not None and self._inspection.done():
            inspected, self._inspection = self._inspection.result(), None
            await self._act_on(inspected)
            self._inspect_at = now + INSPECT_SECONDS

    async def _look_into_log(self, recorded: Ends) -> Inspected:
        state = await self._broker.inspect(self._topics)
        wiped = await is_wiped(recorded, self._broker)
        lost = dict.fromkeys(recorded, WHOLE_LOG) if wiped else detect_truncation(recorded, state)
        return Inspected(state.cluster_id, lost)

    async def _act_on(self, inspected: Inspected) -> None:
        self._cluster_id = inspected.cluster_id
        await unpublish_lost(self._connection, inspected.cluster_id, inspected.lost)
        self._ends = await recorded_ends(self._connection)
        await self._sign_anew()
        await report_backlog(self._connection, self._service)

    async def send_batch(self) -> bool:
        """Send the first pending events; return True if more are pending."""
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
        """Unpublish events without a valid signature, at the start and after a change of the signing key."""
        key = await self._vault.signing_key()
        if key.kid != self._kid:
            await unpublish_unproven(self._connection, await self._vault.valid_signing_keys())
            self._kid = key.kid

    async def _record(self, sent: Sequence[PublishedEvent], kid: UUID) -> bool:
        """Mark ``sent`` as published; return True if Kafka lost something that must be sent again."""
        lost = detect_overwrite(self._ends, sent)
        await unpublish_lost(self._connection, self._cluster_id, lost)
        published = above_high_water(lost, sent)
        await mark_published(self._connection, self._cluster_id, kid, published)
        for row in published:
            if row.offset >= 0:
                self._ends[row.place] = LogEnd(self._cluster_id, row.offset)
        if lost:
            await self.inspect()  # the cluster may be another one
        return bool(lost)
