"""The log as Kafka would keep it, and what of it an onlooker without keys sees."""

from collections import Counter
from datetime import datetime

from aiokafka.partitioner import DefaultPartitioner

from loket_shared.envelope import Envelope, to_record
from loket_shared.inbox.incoming import StoredRecord
from loket_stack.bench.onlooker import ClearRecord

PARTITIONS = list(range(12))


class Log:
    """Every record, in the order in which it was put."""

    def __init__(self) -> None:
        self.seen: list[ClearRecord] = []
        self._ends: Counter[tuple[str, int]] = Counter()
        self._partition = DefaultPartitioner()

    def put(self, topic: str, envelope: Envelope, now: datetime) -> StoredRecord:
        """Keep an event as the relay puts it on Kafka."""
        key, value, headers = to_record(envelope)
        partition = int(self._partition(key, PARTITIONS, PARTITIONS))
        record = StoredRecord(topic, partition, self._ends[topic, partition], key, value, list(headers))
        self._ends[topic, partition] += 1
        self.seen.append(ClearRecord.of(headers, value, partition, now.timestamp()))
        return record
