"""Sending what the outbox holds, in order, as the only one (design section 4.2)."""

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, Self

import structlog
from aiokafka.errors import KafkaError

from loket_shared.bus.broker import Broker
from loket_shared.bus.kafka import KafkaBroker
from loket_shared.bus.topics import TopicSpec, audit_heads_topic, dead_letters_topic, declared_topics
from loket_shared.db.database import Database
from loket_shared.failures import VaultUnreachable
from loket_shared.outbox.backlog import measure_backlog
from loket_shared.outbox.lease import CONNECTION_FAILURES, connected, leased
from loket_shared.outbox.sending import producing
from loket_shared.outbox.shift import Shift
from loket_shared.outbox.wake import wake_of
from loket_shared.sealing.vault import Vault

if TYPE_CHECKING:
    from loket_shared.ops.runtime import Runtime

_LOG = structlog.get_logger(__name__)

_PAUSE_SECONDS = 0.5


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
        self._wake = wake_of(database.engine)

    @classmethod
    def of(cls, runtime: "Runtime") -> Self:
        """Return the relay of a running service: its own topics, and those of its dead letters and its audit heads."""
        settings, definition = runtime.settings, runtime.definition
        names = {*definition.publishes, dead_letters_topic(definition.group), audit_heads_topic(definition.group)}
        topics = declared_topics(settings.topics_file, names)
        return cls(definition.name, runtime.database, KafkaBroker.of(settings), topics, runtime.vault)

    async def run(self, stop: asyncio.Event) -> None:
        """Send until asked to stop, and then what is still there; begin anew after every failure."""
        while not stop.is_set():
            try:
                await self._serve(stop)
            except (*CONNECTION_FAILURES, KafkaError, VaultUnreachable, OSError, TimeoutError) as failure:
                _LOG.warning("relay interrupted", failure=type(failure).__name__)
                await asyncio.sleep(_PAUSE_SECONDS)

    async def _serve(self, stop: asyncio.Event) -> None:
        async with connected(self._database.url, self._wake) as connection:
            if not await leased(connection, stop):
                return
            await measure_backlog(connection, self._service)
            async with producing(self._broker) as producer:
                self._wake.relay_is_here = True
                try:
                    shift = Shift(self._service, connection, producer, self._broker, self._topics, self._vault)
                    await shift.work(self._wake, stop)
                finally:
                    self._wake.relay_is_here = False
