"""A broker in memory, with the ways in which a real one fails."""

from collections.abc import AsyncIterator, Collection, Sequence
from uuid import uuid4

from aiokafka import TopicPartition
from aiokafka.errors import KafkaConnectionError

from kit.memory_broker.consumer import MemoryConsumer
from kit.memory_broker.group import Group
from kit.memory_broker.log import Logs
from kit.memory_broker.producer import MemoryProducer
from loket_shared.broker.ports import Consumer, GroupProgress, LogState, Producer, Record
from loket_shared.broker.topics import TopicSpec


class MemoryBroker:
    """Keeps topics and groups in this process; the bus cannot tell it from Kafka."""

    reports_data_loss = True

    def __init__(self) -> None:
        self.cluster_id = str(uuid4())
        self.logs = Logs()
        self._groups: dict[str, Group] = {}
        self.away = False

    def producer(self) -> Producer:
        """Return a new producer."""
        return MemoryProducer(self)

    def consumer(self, group: str) -> Consumer:
        """Return a new member of ``group``."""
        return MemoryConsumer(self, group)

    async def inspect(self, topics: Sequence[TopicSpec]) -> LogState:
        """Make missing topics and tell the state of all; raises KafkaConnectionError while away."""
        self.require()
        created = frozenset(spec.name for spec in topics if self.logs.create(spec.name, spec.partitions))
        if created:
            for group in self._groups.values():
                group.rebalance()
        partitions = [partition for spec in topics for partition in self.logs.partitions(spec.name)]
        return LogState(self.cluster_id, created, {partition: self.logs.end(partition) for partition in partitions})

    async def progress(self, group: str, partitions: Collection[TopicPartition]) -> GroupProgress:
        """Return how far ``group`` is in ``partitions``; raises KafkaConnectionError while away."""
        self.require()
        known = self.group(group).offsets
        return GroupProgress(self.cluster_id, {each: known[each] for each in partitions if each in known})

    async def read(self, partition: TopicPartition, offset: int) -> Record | None:
        """Return the record at ``offset``, or None."""
        self.require()
        return next(iter(self.logs.read(partition, offset, 1)), None)

    async def read_all(self, partition: TopicPartition) -> AsyncIterator[Record]:
        """Yield every record from the first to the present last."""
        self.require()
        for record in self.logs.read(partition, 0, self.logs.end(partition)):
            yield record

    async def explain(self, failure: BaseException) -> BaseException:
        """Return ``failure``: this broker refuses nobody."""
        return failure

    def group(self, name: str) -> Group:
        """Return the group ``name``."""
        return self._groups.setdefault(name, Group(lambda topic: self.logs.partitions(topic)))

    def require(self) -> None:
        """Raise KafkaConnectionError while the broker is away."""
        if self.away:
            raise KafkaConnectionError

    def go_away(self) -> None:
        """Answer nobody, as a stopped broker does."""
        self.away = True

    def come_back(self) -> None:
        """Answer again, with everything as it was."""
        self.away = False

    def wipe(self) -> None:
        """Lose everything, and be another cluster from now on."""
        self.cluster_id = str(uuid4())
        self.logs = Logs()
        for group in self._groups.values():
            group.offsets.clear()
            group.rebalance()
