"""Sending what the outbox holds, in order, as the only one (design section 4.2)."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Self

import asyncpg

from loket_shared.bus.broker import Broker
from loket_shared.bus.kafka import KafkaBroker
from loket_shared.bus.restart import restart_on_failure
from loket_shared.bus.topics import TopicSpec, audit_heads_topic, dead_letters_topic, declared_topics
from loket_shared.db.database import Database
from loket_shared.ops.heartbeat import Heartbeat
from loket_shared.outbox.backlog import measure_backlog
from loket_shared.outbox.leader_lock import acquire_lock, relay_connection
from loket_shared.outbox.own_session import require_own_session, shared_session_explained
from loket_shared.outbox.publisher import started_producer
from loket_shared.outbox.shift import Shift
from loket_shared.outbox.signal import relay_signal
from loket_shared.outbox.waiting import Waiting
from loket_shared.sealing.vault import Vault

if TYPE_CHECKING:
    from loket_shared.ops.runtime import Runtime

_STALLED_SECONDS = 900.0
"""Longer than it takes to make a whole outbox unpublished, after the broker was wiped."""


class Relay:
    """Carries one service's events from its outbox to Kafka.

    Any number may run: one holds the lock and sends, the others wait for it.
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

    @classmethod
    def of(cls, runtime: "Runtime") -> Self:
        """Return the relay of a running service: its own topics, and those of its dead letters and its audit heads."""
        settings, definition = runtime.settings, runtime.definition
        names = {*definition.publishes, dead_letters_topic(definition.group), audit_heads_topic(definition.group)}
        topics = declared_topics(settings.topics_file, names)
        relay = cls(definition.name, runtime.database, KafkaBroker.of(settings), topics, runtime.vault)
        runtime.heartbeats.append(relay.heartbeat)
        return relay

    async def run(self, stop: asyncio.Event) -> None:
        """Send until asked to stop, and then what is still there; begin anew after every failure."""
        await restart_on_failure(partial(self._serve, stop), self._broker, self.heartbeat, stop)

    async def _serve(self, stop: asyncio.Event) -> None:
        url = self._database.direct_url
        with shared_session_explained():
            async with relay_connection(url, self._signal) as connection:
                await require_own_session(connection, url)
                await measure_backlog(connection, self._service)
                if await acquire_lock(connection, stop, Waiting(connection, self._service, self.heartbeat)):
                    await self._lead(connection, stop)

    async def _lead(self, connection: asyncpg.Connection, stop: asyncio.Event) -> None:
        async with started_producer(self._broker) as producer:
            shift = Shift(self._service, connection, producer, self._broker, self._topics, self._vault)
            self._signal.relay_runs_in_process = True
            try:
                await shift.work(self._signal, stop, self.heartbeat)
            finally:
                self._signal.relay_runs_in_process = False
