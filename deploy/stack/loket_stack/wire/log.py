"""The log of the broker, read without a consumer group: no offsets change."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Self

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError

from loket_shared.broker.connection import KafkaConnection
from loket_stack.components.kafka import KAFKA, connection_to
from loket_stack.failures import StackError
from loket_stack.state import StackState
from loket_stack.wire.cloud_event import UnreadableRecord, WireEvent, read

_POLL_MILLISECONDS = 500
_QUIET_POLLS = 4
"""So many polls without a record mean the end, where the broker cannot tell where that is."""


@dataclass(frozen=True)
class Log:
    """The log behind ``connection``; ``tells_end`` is False for the light broker, whose end offsets are wrong."""

    connection: KafkaConnection
    tells_end: bool = True

    @classmethod
    def of(cls, stack: StackState) -> Self:
        """Return the log of a running stack."""
        kafka = stack.components["kafka"]
        return cls(connection_to(kafka.facts, kafka.secure), tells_end=kafka.facts["kind"] == KAFKA)

    async def topics(self) -> list[str]:
        """Return the topics of the desk, dead letters included."""
        async with self._client() as client:
            return sorted(name for name in await client.topics() if name.startswith("loket."))

    async def read(self, topics: Collection[str], follow: bool = False) -> AsyncIterator[WireEvent | UnreadableRecord]:
        """Yield the events of ``topics``; order, end and failures are those of ``records``."""
        async for record in self.records(topics, follow):
            yield read(record)

    async def records(
        self, topics: Collection[str], follow: bool = False
    ) -> AsyncIterator["ConsumerRecord[bytes, bytes]"]:
        """Yield the records of ``topics`` from the beginning to the present end; with ``follow`` without end.

        Records of one partition come in order; across partitions there is no order.

        Raises:
            StackError: the broker does not answer, or does not know a topic.
        """
        known = await self.topics()
        if unknown := set(topics) - set(known):
            raise StackError(f"there is no topic {', '.join(sorted(unknown))}", f"choose from {', '.join(known)}")
        async with self._client(*topics) as client:
            ends = await client.end_offsets(client.assignment()) if self.tells_end and not follow else {}
            quiet = 0
            while follow or not await self._at_end(client, ends, quiet):
                batches = await client.getmany(timeout_ms=_POLL_MILLISECONDS)
                quiet = 0 if batches else quiet + 1
                for records in batches.values():
                    for record in records:
                        yield record

    async def _at_end(self, client: AIOKafkaConsumer, ends: dict[TopicPartition, int], quiet: int) -> bool:
        if not ends:
            return quiet >= _QUIET_POLLS
        return all([await client.position(partition) >= end for partition, end in ends.items()])

    @asynccontextmanager
    async def _client(self, *topics: str) -> AsyncIterator[AIOKafkaConsumer]:
        client = AIOKafkaConsumer(
            *topics, **self.connection.options(), enable_auto_commit=False, auto_offset_reset="earliest"
        )
        try:
            async with asyncio.timeout(10):
                await client.start()
            yield client
        except (KafkaError, TimeoutError) as error:
            raise StackError("the broker does not answer", "see ./loket status, and ./loket logs kafka") from error
        finally:
            await client.stop()


async def read_by_time(log: Log, topics: Collection[str]) -> list[WireEvent | UnreadableRecord]:
    """Return all records of ``topics`` by the time they were recorded; unreadable ones last."""
    found = [record async for record in log.read(topics)]
    return sorted(found, key=_moment)


def _moment(record: WireEvent | UnreadableRecord) -> tuple[bool, str, int]:
    readable = isinstance(record, WireEvent)
    return not readable, record.get("time") or "" if isinstance(record, WireEvent) else "", record.position.offset
