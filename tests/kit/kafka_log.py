"""The whole log as an independent reader finds it, for tests that judge, search or repeat what landed there."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TypeAlias

from aiokafka import AIOKafkaConsumer, ConsumerRecord

from loket_shared.broker.connection import KafkaConnection
from loket_stack.harness import Stack
from loket_stack.wire import Log

Record: TypeAlias = ConsumerRecord[bytes, bytes]


def log_of(stack: Stack, *topics: str) -> list[Record]:
    """Return every record of ``topics``, of all the desk's where none is named, in order within each partition."""
    guest = KafkaConnection(stack.status()["parts"]["kafka"]["bootstrap"])
    with ThreadPoolExecutor(1) as aside:  # a browser's tests keep a loop of their own in their thread
        return aside.submit(asyncio.run, _read(guest, topics)).result()


async def _read(connection: KafkaConnection, topics: tuple[str, ...]) -> list[Record]:
    wanted = topics or await Log(connection).topics()
    async with AIOKafkaConsumer(*wanted, **connection.options(), auto_offset_reset="earliest") as reader:
        ends = await reader.end_offsets(reader.assignment())
        records: list[Record] = []
        while any([await reader.position(partition) < end for partition, end in ends.items()]):
            for batch in (await reader.getmany(timeout_ms=500)).values():
                records += batch
        return records
