"""Apache Kafka by aiokafka, with the settings that the promise of delivery needs."""

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Self

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    KafkaError,
    NoError,
    TopicAlreadyExistsError,
    TopicAuthorizationFailedError,
    for_code,
)

from loket_shared.bus.broker import Consumer, LogState, Producer, Progress, Record
from loket_shared.bus.connection import KafkaConnection, KafkaSettings
from loket_shared.bus.parting import part_from
from loket_shared.bus.refusal import TopicsMissingError, explained
from loket_shared.bus.topics import TopicSpec

LARGEST_RECORD = 2 << 20
"""Bytes of a key and a value: room for a question with every field at its limit, of which nothing can be deflated."""

_REQUEST_MILLISECONDS = 10_000
_METADATA_MILLISECONDS = 5_000
_LOOK_SECONDS = 15.0
_READ_SECONDS = 5.0

_MAY_NOT_CREATE = (TopicAuthorizationFailedError, ClusterAuthorizationFailedError)


@dataclass(frozen=True)
class KafkaBroker:
    """The broker behind ``connection``; ``idempotent`` is False for the light one, whose end offsets are wrong too."""

    connection: KafkaConnection
    idempotent: bool = True

    @classmethod
    def of(cls, settings: KafkaSettings) -> Self:
        """Return the broker that a service is told to use."""
        return cls(settings.kafka_connection(), settings.kafka_idempotent)

    @property
    def owns_up(self) -> bool:
        """False for the light broker, which comes back empty under the same cluster id."""
        return self.idempotent

    def producer(self) -> Producer:
        """Return a producer that waits for all replicas and, where the broker can, never doubles a retry."""
        producer: Producer = AIOKafkaProducer(
            **self.connection.options(),
            acks="all",
            enable_idempotence=self.idempotent,
            max_request_size=LARGEST_RECORD,
            request_timeout_ms=_REQUEST_MILLISECONDS,
            metadata_max_age_ms=_METADATA_MILLISECONDS,
        )
        return producer

    def consumer(self, group: str) -> Consumer:
        """Return a member of ``group`` that commits only when told, and starts at the beginning."""
        # A short fetch wait lets a seek or a resumed partition take effect soon: aiokafka has one
        # fetch in flight per broker, and everything else waits for it.
        consumer: Consumer = AIOKafkaConsumer(
            **self.connection.options(),
            group_id=group,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            isolation_level="read_committed",
            fetch_max_wait_ms=100,
            metadata_max_age_ms=_METADATA_MILLISECONDS,
            request_timeout_ms=_REQUEST_MILLISECONDS,
        )
        return consumer

    async def inspect(self, topics: Sequence[TopicSpec]) -> LogState:
        """Make missing topics and tell cluster and end offsets.

        Raises:
            TopicsMissingError: topics are missing, and this login may not make them.
            KafkaError, TimeoutError: the broker is away.
        """
        async with asyncio.timeout(_LOOK_SECONDS):
            async with self._admin() as admin:
                created = await _create_missing(admin, topics)
                cluster = await admin.describe_cluster()
            partitions = [TopicPartition(spec.name, number) for spec in topics for number in range(spec.partitions)]
            return LogState(str(cluster["cluster_id"]), created, await self._ends(partitions))

    async def create_missing(self, topics: Sequence[TopicSpec]) -> None:
        """Make the topics that are not there; raises as ``inspect``."""
        async with asyncio.timeout(_LOOK_SECONDS), self._admin() as admin:
            await _create_missing(admin, topics)

    async def progress(self, group: str, partitions: Collection[TopicPartition]) -> Progress:
        """Return how far ``group`` is in ``partitions``.

        Raises:
            KafkaError, TimeoutError: the broker is away.
        """
        async with asyncio.timeout(_LOOK_SECONDS), self._admin() as admin:
            cluster = await admin.describe_cluster()
            # Asked for all there is, the light broker gives an answer that the client cannot read.
            offsets = await admin.list_consumer_group_offsets(group, partitions=list(partitions))
            return Progress(str(cluster["cluster_id"]), offsets)

    async def read(self, partition: TopicPartition, offset: int) -> Record | None:
        """Return the record at ``offset``, or None."""
        async with self._reader() as reader:
            reader.assign([partition])
            reader.seek(partition, offset)
            try:
                async with asyncio.timeout(_READ_SECONDS):
                    record: Record = await reader.getone(partition)
            except (KafkaError, TimeoutError):
                return None
            return record if record.offset == offset else None

    async def explain(self, failure: BaseException) -> BaseException:
        """Return the refusal behind ``failure``, or ``failure`` itself where there is none."""
        return await explained(failure, self.connection)

    async def _ends(self, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
        if not self.idempotent:
            return {}
        async with self._reader() as reader:
            ends: dict[TopicPartition, int] = await reader.end_offsets(list(partitions))
            return ends

    @asynccontextmanager
    async def _admin(self) -> AsyncIterator[AIOKafkaAdminClient]:
        admin = AIOKafkaAdminClient(**self.connection.options(), request_timeout_ms=_REQUEST_MILLISECONDS)
        try:
            await admin.start()
            yield admin
        finally:
            await part_from(admin.close)

    @asynccontextmanager
    async def _reader(self) -> AsyncIterator[AIOKafkaConsumer]:
        """A client without a group, that only looks."""
        reader = AIOKafkaConsumer(
            **self.connection.options(),
            enable_auto_commit=False,
            auto_offset_reset="none",
            request_timeout_ms=_REQUEST_MILLISECONDS,
        )
        try:
            await reader.start()
            yield reader
        finally:
            await part_from(reader.stop)


async def _create_missing(admin: AIOKafkaAdminClient, topics: Sequence[TopicSpec]) -> frozenset[str]:
    """Make the topics that are missing and return their names; without rights to make any, none may be missing."""
    known = set(await admin.list_topics())
    new = [
        NewTopic(spec.name, spec.partitions, spec.replication_factor, topic_configs=dict(spec.config))
        for spec in topics
        if spec.name not in known
    ]
    if not new:
        return frozenset()
    response = await admin.create_topics(new)
    outcomes = {name: for_code(code) for name, code, *_ in response.topic_errors}
    if refused := [name for name, outcome in outcomes.items() if outcome in _MAY_NOT_CREATE]:
        raise TopicsMissingError(refused)
    for name, outcome in outcomes.items():
        if outcome not in (NoError, TopicAlreadyExistsError):
            raise outcome(name)
    return frozenset(name for name, outcome in outcomes.items() if outcome is NoError)
