"""The work of the active relay, for as long as its lock and its producer last."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

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
    forget_unproven,
    lost_tails,
    overwritten,
    recorded_ends,
)
from loket_shared.outbox.sending import send_all
from loket_shared.outbox.wake import Wake
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

    async def work(self, wake: Wake, stop: asyncio.Event, pulse: Pulse) -> None:
        """Work until asked to stop and nothing is left; ``pulse`` beats with every batch.

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
        await self._sign_anew()

    async def send_batch(self) -> bool:
        """Send the first rows that are unpublished; return whether more are known to wait."""
        rows = await unpublished(self._connection)
        if not rows:
            return False
        key = await self._vault.signing_key()
        sent, failure = await send_all(self._producer, rows, key)
        again = await self._record(sent, key.kid)
        if failure is not None:
            raise failure
        return again or len(rows) == BATCH

    async def _sign_anew(self) -> None:
        """At the start, and when another key is in use than before, send again what no valid key proves."""
        key = await self._vault.signing_key()
        if key.kid != self._kid:
            await forget_unproven(self._connection, await self._vault.valid_signing_keys())
            self._kid = key.kid

    async def _record(self, sent: Sequence[Sent], kid: UUID) -> bool:
        """Mark what is published; return whether some of it must be sent again, and what was lost before it."""
        lost = overwritten(self._ends, sent)
        await forget(self._connection, self._cluster_id, lost)
        published = beyond(lost, sent)
        await mark_published(self._connection, self._cluster_id, kid, published)
        for row in published:
            if row.offset >= 0:
                self._ends[row.place] = LogEnd(self._cluster_id, row.offset)
        if lost:
            await self.inspect()  # it may be another cluster altogether
        return bool(lost)
