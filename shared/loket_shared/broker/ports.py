"""What the bus needs of a broker: Kafka in earnest, memory in tests.

The shapes are aiokafka's own, so that its clients fit without a wrapper.
"""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from aiokafka import ConsumerRebalanceListener, TopicPartition
from aiokafka.structs import OffsetAndMetadata, RecordMetadata

from loket_shared.broker.topics import TopicSpec

Headers = Sequence[tuple[str, bytes]]


class Record(Protocol):
    """One record as it lies in the log."""

    @property
    def topic(self) -> str:
        """Its topic."""

    @property
    def partition(self) -> int:
        """Its partition."""

    @property
    def offset(self) -> int:
        """Its place in the partition."""

    @property
    def key(self) -> bytes | None:
        """Its key."""

    @property
    def value(self) -> bytes | None:
        """Its value."""

    @property
    def headers(self) -> Sequence[tuple[str, bytes | None]]:
        """Its headers, in order."""


class Producer(Protocol):
    """Appends records to topics; the partition follows from the key."""

    async def start(self) -> None:
        """Connect; raises a KafkaError where the broker is away."""

    async def stop(self) -> None:
        """Send what is left and disconnect; may hang while the broker is away."""

    async def send(
        self, topic: str, value: bytes | None, key: bytes | None, *, headers: Headers
    ) -> "asyncio.Future[RecordMetadata]":
        """Queue one record; the future tells where it was acknowledged."""


class Consumer(Protocol):
    """A member of a consumer group."""

    async def start(self) -> None:
        """Connect; raises a KafkaError where the broker is away."""

    async def stop(self) -> None:
        """Leave the group; commits nothing and does not call the listener."""

    def subscribe(self, topics: Collection[str], *, listener: ConsumerRebalanceListener) -> None:
        """Take part in the group for ``topics``; ``listener`` is told what comes and goes."""

    async def getmany(self, *, timeout_ms: int, max_records: int) -> dict[TopicPartition, list[Record]]:
        """Return the next records of the partitions that are not paused, and move past them."""

    def assignment(self) -> set[TopicPartition]:
        """Return the partitions that are this member's now."""

    def seek(self, partition: TopicPartition, offset: int) -> None:
        """Continue at ``offset``; where the log does not reach there, at its beginning."""

    def pause(self, *partitions: TopicPartition) -> None:
        """Return no records of these until they are resumed."""

    def resume(self, *partitions: TopicPartition) -> None:
        """Return records of these again."""

    async def commit(self, offsets: Mapping[TopicPartition, OffsetAndMetadata]) -> None:
        """Keep the group's next offsets; raises CommitFailedError or IllegalStateError after a rebalance."""

    async def end_offsets(self, partitions: Sequence[TopicPartition]) -> Mapping[TopicPartition, int]:
        """Return the offset that the next record of each partition will get."""


@dataclass(frozen=True)
class LogState:
    """What a look at the broker found: which cluster it is, which topics had to be made, and how long the logs are.

    ``ends`` is empty for a broker whose figures cannot be trusted.
    """

    cluster_id: str
    created: frozenset[str]
    ends: Mapping[TopicPartition, int]


@dataclass(frozen=True)
class GroupProgress:
    """How far a group is in the logs of the cluster ``cluster_id``.

    Its members commit with each offset, as metadata, in which cluster's log it is a place: a broker that was
    wiped, and has not heard of the group since, takes what a member still commits of the log that is lost.
    Where a broker keeps no metadata (the light one) a log is read from its beginning; the inbox knows the repeats.
    """

    cluster_id: str
    offsets: Mapping[TopicPartition, OffsetAndMetadata]

    def of(self, partition: TopicPartition) -> int | None:
        """Return the group's next offset in this cluster's log, or None where it has none."""
        kept = self.offsets.get(partition)
        return kept.offset if kept and kept.offset >= 0 and kept.metadata == self.cluster_id else None


class Broker(Protocol):
    """One broker, and how to reach it."""

    @property
    def reports_data_loss(self) -> bool:
        """Whether it shows by its cluster id or its end offsets that it lost what it had."""

    def producer(self) -> Producer:
        """Return a new producer, not started."""

    def consumer(self, group: str) -> Consumer:
        """Return a new member of ``group``, not started."""

    async def inspect(self, topics: Sequence[TopicSpec]) -> LogState:
        """Make the topics that are not there, and tell the state of all.

        Raises a KafkaError where the broker is away, or where topics are missing and may not be made.
        """

    async def progress(self, group: str, partitions: Collection[TopicPartition]) -> GroupProgress:
        """Return how far ``group`` is in ``partitions``; raises a KafkaError where the broker is away."""

    async def read(self, partition: TopicPartition, offset: int) -> Record | None:
        """Return the record at ``offset``, or None where the log has none there."""

    def read_all(self, partition: TopicPartition) -> AsyncIterator[Record]:
        """Yield every record from the first to the present last; raises a KafkaError where the broker is away."""

    async def explain(self, failure: BaseException) -> BaseException:
        """Return the refusal behind ``failure``, or ``failure`` itself where the broker tells no more."""
