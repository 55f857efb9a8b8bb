"""The log in the hands of a fault test: what stands in it, and what somebody else puts there."""

import asyncio
from collections.abc import Sequence
from typing import NamedTuple, Self

from aiokafka import AIOKafkaProducer
from kit.kafka_log import log_of

from loket_shared.broker.connection import KafkaConnection
from loket_stack.harness import Stack

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

    def changed(self, **headers: str) -> Self:
        """Return the record with other values in some of its headers."""
        changed = [(name, headers[name].encode() if name in headers else value) for name, value in self.headers]
        return self._replace(headers=changed)

    def without(self, *names: str) -> Self:
        """Return the record without some of its headers."""
        return self._replace(headers=[header for header in self.headers if header[0] not in names])


def records(stack: Stack, *topics: str) -> list[Raw]:
    """Return every record of ``topics``, in order within each partition."""
    return [Raw(one.topic, one.key, one.value, one.headers) for one in log_of(stack, *topics)]


def put(stack: Stack, sent: Sequence[Raw]) -> None:
    """Put records on the log as any producer with access could."""
    asyncio.run(_put(stack.kafka(), sent))


async def _put(connection: KafkaConnection, sent: Sequence[Raw]) -> None:
    async with AIOKafkaProducer(**connection.options()) as producer:
        for one in sent:
            await producer.send_and_wait(one.topic, one.value, key=one.key, headers=list(one.headers))
