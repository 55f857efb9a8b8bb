"""The interface of a broker: Kafka in production, memory in tests.

The shapes are those of aiokafka, so its clients fit without a wrapper.
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
    """One record of the log."""

    @property
    def topic(self) -> str:
        """The topic."""

    @property
    def partition(self) -> int:
        """The number of the partition."""

    @property
    def offset(self) -> int:
        """The offset within the partition."""

    @property
    def key(self) -> bytes | None:
        """The key."""

    @property
    def value(self) -> bytes | None:
        """The value."""

    @property
    def headers(self) -> Sequence[tuple[str, bytes | None]]:
        """The headers, in order."""


class Producer(Protocol):
    """Appends records to topics; the key determines the partition."""

    async def start(self) -> None:
        """Connect; raises a KafkaError if the broker does not answer."""

    async def stop(self) -> None:
        """Send what is queued and disconnect; may hang while the broker does not answer."""

    async def send(
        self, topic: str, value: bytes | None, key: bytes | None, *, headers: Headers
    ) -> "asyncio.Future[RecordMetadata]":
        """Queue one record; the future returns the partition and offset that the broker acknowledged."""


class Consumer(Protocol):
    """A member of a consumer group."""

    async def start(self) -> None:
        """Connect; raises a KafkaError if the broker does not answer."""

    async def stop(self) -> None:
        """Leave the group without a commit; does not call the listener."""

    def subscribe(self, topics: Collection[str], *, listener: ConsumerRebalanceListener) -> None:
        """Join the group for ``topics``; ``listener`` receives the assigned and revoked partitions."""

    async def getmany(self, *, timeout_ms: int, max_records: int) -> dict[TopicPartition, list[Record]]:
        """Return the next records of the partitions that are not paused, and advance past them."""

    def assignment(self) -> set[TopicPartition]:
        """Return the partitions that this member owns now."""

    def seek(self, partition: TopicPartition, offset: int) -> None:
        """Continue at ``offset``, or at the beginning if the log does not have that offset."""

    def pause(self, *partitions: TopicPartition) -> None:
        """Stop fetching from ``partitions``."""

    def resume(self, *partitions: TopicPartition) -> None:
        """Fetch from ``partitions`` again."""

    async def commit(self, offsets: Mapping[TopicPartition, OffsetAndMetadata]) -> None:
        """Commit the group's next offsets; raises CommitFailedError or IllegalStateError after a rebalance."""

    async def end_offsets(self, partitions: Sequence[TopicPartition]) -> Mapping[TopicPartition, int]:
        """Return the offset that the next record of each partition will get."""


@dataclass(frozen=True)
class LogState:
    """The state of the broker: the cluster's id, the topics that were created just now, and the end offsets.

    ``ends`` is empty for a broker whose end offsets are unreliable.
    """

    cluster_id: str
    created: frozenset[str]
    ends: Mapping[TopicPartition, int]


@dataclass(frozen=True)
class GroupProgress:
    """The committed offsets of a group in the logs of the cluster ``cluster_id``.

    Members store the cluster's id as metadata with each committed offset. A broker that was wiped accepts a commit that
    a member still makes for the lost log; the id shows that the offset belongs to another log. If a broker stores no
    metadata (the light one), a log is read from its beginning, and the inbox skips the repeats.
    """

    cluster_id: str
    offsets: Mapping[TopicPartition, OffsetAndMetadata]

    def of(self, partition: TopicPartition) -> int | None:
        """Return the group's next offset in this cluster's log, or None if there is none."""
        kept = self.offsets.get(partition)
        return kept.offset if kept and kept.offset >= 0 and kept.metadata == self.cluster_id else None


class Broker(Protocol):
    """One broker and its clients."""

    @property
    def reports_data_loss(self) -> bool:
        """True if the broker's cluster id or end offsets show that it lost records."""

    def producer(self) -> Producer:
        """Return a new producer that is not started."""

    def consumer(self, group: str) -> Consumer:
        """Return a new member of ``group`` that is not started."""

    async def inspect(self, topics: Sequence[TopicSpec]) -> LogState:
        """Create the topics that do not exist, and return the state of all logs.

        Raises a KafkaError if the broker does not answer, or if topics are missing and may not be created.
        """

    async def progress(self, group: str, partitions: Collection[TopicPartition]) -> GroupProgress:
        """Return the committed offsets of ``group``; raises a KafkaError if the broker does not answer."""

    async def read(self, partition: TopicPartition, offset: int) -> Record | None:
        """Return the record at ``offset``, or None if the log has no record there."""

    def read_all(self, partition: TopicPartition) -> AsyncIterator[Record]:
        """Yield every record from the first one to the one that is the last now; raises a KafkaError if the broker does
        not answer.
        """

    async def explain(self, failure: BaseException) -> BaseException:
        """Return the broker's refusal behind ``failure``, or ``failure`` itself if the broker gives no reason."""
