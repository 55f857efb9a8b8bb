"""The logs of a broker in memory."""

from dataclasses import dataclass

from aiokafka import TopicPartition
from aiokafka.partitioner import murmur2

from loket_shared.broker.ports import Headers


@dataclass(frozen=True)
class MemoryRecord:
    """A record in a log."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers


class Logs:
    """Topics with their partitions; nothing is ever removed but by the tests' hands."""

    def __init__(self) -> None:
        self._logs: dict[TopicPartition, list[MemoryRecord]] = {}

    def create(self, topic: str, partitions: int) -> bool:
        """Make a topic; False where it exists."""
        if TopicPartition(topic, 0) in self._logs:
            return False
        self._logs.update({TopicPartition(topic, number): [] for number in range(partitions)})
        return True

    def partitions(self, topic: str) -> list[TopicPartition]:
        """Return the partitions of a topic in order; none where it does not exist."""
        return sorted(partition for partition in self._logs if partition.topic == topic)

    def append(self, topic: str, value: bytes | None, key: bytes | None, headers: Headers) -> MemoryRecord:
        """Append a record to the partition of its key, chosen as Kafka's clients do.

        Raises:
            LookupError: there is no such topic.
        """
        partitions = self.partitions(topic)
        if not partitions:
            raise LookupError(topic)
        partition = partitions[(murmur2(key or b"") & 0x7FFFFFFF) % len(partitions)]
        log = self._logs[partition]
        log.append(MemoryRecord(topic, partition.partition, len(log), key, value, headers))
        return log[-1]

    def read(self, partition: TopicPartition, offset: int, limit: int) -> list[MemoryRecord]:
        """Return up to ``limit`` records from ``offset`` on."""
        return self._logs.get(partition, [])[offset : offset + limit]

    def end(self, partition: TopicPartition) -> int:
        """Return the offset that the next record will get."""
        return len(self._logs.get(partition, []))

    def truncate(self, partition: TopicPartition, end: int) -> None:
        """Lose every record from offset ``end`` on."""
        del self._logs[partition][end:]
