"""The log in the hands of a fault test: what stands in it, and what somebody else puts there."""

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

Headers = Sequence[tuple[str, bytes]]


class Raw(NamedTuple):
    """A record as it lies on the log."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Headers

    def header(self, name: str) -> str:
        """Return a CloudEvents attribute of the record; empty where it has none."""
        return dict(self.headers).get(f"ce_{name}", b"").decode()


def records(bootstrap: str, *topics: str) -> list[Raw]:
    """Return every record of ``topics``, in order within each partition."""
    return asyncio.run(_records(bootstrap, topics))


def put(bootstrap: str, sent: Sequence[Raw]) -> None:
    """Put records on the log as any producer with access could."""
    asyncio.run(_put(bootstrap, sent))


async def _records(bootstrap: str, topics: Sequence[str]) -> list[Raw]:
    found: list[Raw] = []
    async with AIOKafkaConsumer(*topics, bootstrap_servers=bootstrap, auto_offset_reset="earliest") as consumer:
        ends = await consumer.end_offsets(consumer.assignment())
        while any([await consumer.position(partition) < end for partition, end in ends.items()]):
            for batch in (await consumer.getmany(timeout_ms=500)).values():
                found.extend(Raw(one.topic, one.key, one.value, one.headers) for one in batch)
    return found


async def _put(bootstrap: str, sent: Sequence[Raw]) -> None:
    async with AIOKafkaProducer(bootstrap_servers=bootstrap) as producer:
        for one in sent:
            await producer.send_and_wait(one.topic, one.value, key=one.key, headers=list(one.headers))
