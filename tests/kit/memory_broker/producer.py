"""A producer to the broker in memory."""

import asyncio
from typing import TYPE_CHECKING

from aiokafka import TopicPartition
from aiokafka.errors import UnknownTopicOrPartitionError
from aiokafka.structs import RecordMetadata

from loket_shared.broker.ports import Headers

if TYPE_CHECKING:
    from kit.memory_broker.broker import MemoryBroker


class MemoryProducer:
    """Appends at once."""

    def __init__(self, broker: "MemoryBroker") -> None:
        self._broker = broker

    async def start(self) -> None:
        """Connect; raises KafkaConnectionError while the broker is away."""
        self._broker.require()

    async def stop(self) -> None:
        """Do nothing: nothing is left to send."""

    async def send(
        self, topic: str, value: bytes | None, key: bytes | None, *, headers: Headers
    ) -> "asyncio.Future[RecordMetadata]":
        """Append one record; raises KafkaConnectionError while the broker is away."""
        self._broker.require()
        try:
            record = self._broker.logs.append(topic, value, key, tuple(headers))
        except LookupError as error:
            raise UnknownTopicOrPartitionError(topic) from error
        partition = TopicPartition(topic, record.partition)
        acknowledged: asyncio.Future[RecordMetadata] = asyncio.get_running_loop().create_future()
        acknowledged.set_result(RecordMetadata(topic, record.partition, partition, record.offset, None, 0, 0))
        return acknowledged
