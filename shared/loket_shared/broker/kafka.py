"""Apache Kafka through aiokafka, with the settings that delivery without loss needs."""

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

from loket_shared.broker.connection import KafkaConnection, KafkaSettings
from loket_shared.broker.ports import Consumer, GroupProgress, LogState, Producer, Record
from loket_shared.broker.refused_connection import TopicsMissingError, explain_failure
from loket_shared.broker.shutdown import stop_with_timeout
from loket_shared.broker.topics import TopicSpec

LARGEST_RECORD = 2 << 20
"""Bytes of a key and a value: room for a question with every field at its limit, if compression saves nothing."""

_REQUEST_MILLISECONDS = 10_000
_METADATA_MILLISECONDS = 5_000
LOOK_SECONDS = 10.0
"""Less than the database's limit for a silent session, because the relay inspects the broker too."""

_READ_SECONDS = 5.0
_QUIET_MILLISECONDS = 2_000
"""Without end offsets, this long without a record counts as the end of a log."""

SESSION_MILLISECONDS = 10_000
"""Time that the group waits for a member's heartbeat, and for its members during a rebalance."""

_HEARTBEAT_MILLISECONDS = 2_000
_FETCH_MILLISECONDS = 250
"""Time that the broker holds a fetch for which it has no records; a new record ends it at once.

aiokafka has one fetch in flight per broker, and a seek or a resumed partition waits for its end. Each fetch names every
partition, which costs the client and the broker milliseconds of work, also when the desk is idle.
"""

_POLL_MILLISECONDS = 15_000
"""Time that a member may go without a poll; after it the member leaves the group, because its loop hangs."""

_MAY_NOT_CREATE = (TopicAuthorizationFailedError, ClusterAuthorizationFailedError)


@dataclass(frozen=True)
class KafkaBroker:
    """The broker behind ``connection``; ``idempotent`` is False for the light one, whose end offsets are wrong."""

    connection: KafkaConnection
    idempotent: bool = True

    @classmethod
    def of(cls, settings: KafkaSettings) -> Self:
        """Return the broker that the settings name."""
        return cls(settings.kafka_connection(), settings.kafka_idempotent)

    @property
    def reports_data_loss(self) -> bool:
        """False for the light broker, which comes back empty under the same cluster id."""
        return self.idempotent

    def producer(self) -> Producer:
        """Return a producer that waits for all replicas; with an idempotent broker a retry makes no duplicate."""
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
        """Return a member of ``group`` that starts at the earliest offset and commits only on request."""
        consumer: Consumer = AIOKafkaConsumer(
            **self.connection.options(),
            group_id=group,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            isolation_level="read_committed",
            fetch_max_wait_ms=_FETCH_MILLISECONDS,
            metadata_max_age_ms=_METADATA_MILLISECONDS,
            request_timeout_ms=_REQUEST_MILLISECONDS,
            session_timeout_ms=SESSION_MILLISECONDS,
            rebalance_timeout_ms=SESSION_MILLISECONDS,
            heartbeat_interval_ms=_HEARTBEAT_MILLISECONDS,
            max_poll_interval_ms=_POLL_MILLISECONDS,
        )
        return consumer

    async def inspect(self, topics: Sequence[TopicSpec]) -> LogState:
        """Create missing topics and return the cluster id and the end offsets.

        Raises:
            TopicsMissingError: topics are missing, and this login may not create them.
            KafkaError, TimeoutError: the broker does not answer.
        """
        async with asyncio.timeout(LOOK_SECONDS):
            async with self._admin() as admin:
                created = await _create_missing(admin, topics)
                cluster = await admin.describe_cluster()
            partitions = [TopicPartition(spec.name, number) for spec in topics for number in range(spec.partitions)]
            return LogState(str(cluster["cluster_id"]), created, await self._ends(partitions))

    async def create_missing(self, topics: Sequence[TopicSpec]) -> None:
        """Create the topics that do not exist; raises the errors of ``inspect``."""
        async with asyncio.timeout(LOOK_SECONDS), self._admin() as admin:
            await _create_missing(admin, topics)

    async def progress(self, group: str, partitions: Collection[TopicPartition]) -> GroupProgress:
        """Return the committed offsets of ``group`` in ``partitions``.

        Raises:
            KafkaError, TimeoutError: the broker does not answer.
        """
        async with asyncio.timeout(LOOK_SECONDS), self._admin() as admin:
            cluster = await admin.describe_cluster()
            # Without a list of partitions the light broker gives an answer that the client cannot parse.
            offsets = await admin.list_consumer_group_offsets(group, partitions=list(partitions))
            return GroupProgress(str(cluster["cluster_id"]), offsets)

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

    async def read_all(self, partition: TopicPartition) -> AsyncIterator[Record]:
        """Yield every record from the first one to the one that is the last now.

        Raises:
            KafkaError, TimeoutError: the broker does not answer, or does not know the topic.
        """
        end = (await self._ends([partition])).get(partition)
        async with self._reader() as reader:
            reader.assign([partition])
            await reader.seek_to_beginning(partition)
            while end is None or await reader.position(partition) < end:
                batch = await reader.getmany(partition, timeout_ms=_QUIET_MILLISECONDS)
                if end is None and not batch:
                    return
                for record in batch.get(partition, ()):
                    yield record

    async def explain(self, failure: BaseException) -> BaseException:
        """Return the broker's refusal behind ``failure``, or ``failure`` itself if there is none."""
        return await explain_failure(failure, self.connection)

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
            await stop_with_timeout(admin.close)

    @asynccontextmanager
    async def _reader(self) -> AsyncIterator[AIOKafkaConsumer]:
        """Open a client that belongs to no group and only reads."""
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
            await stop_with_timeout(reader.stop)


async def _create_missing(admin: AIOKafkaAdminClient, topics: Sequence[TopicSpec]) -> frozenset[str]:
    """Create the missing topics and return their names.

    Raises:
        TopicsMissingError: this login may not create them.
    """
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
