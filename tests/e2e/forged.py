"""What tests put on the shared log themselves, so that those who judge the log know it."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from secrets import token_bytes

from aiokafka import AIOKafkaProducer, ConsumerRecord

from loket_shared.broker.connection import KafkaConnection

RUBBISH = b"rubbish"
"""The key of each record that nobody can read."""

MARK = ("x-forged", b"by a test")
"""A header of no meaning to anybody, on each record that only looks like an event of a service."""

Put = tuple[bytes | None, bytes | None, list[tuple[str, bytes]]]
"""Key, value and headers of a record."""


def marked(headers: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Return the headers of a forged record."""
    return [*headers, MARK]


def is_forged(record: "ConsumerRecord[bytes, bytes]") -> bool:
    """Return whether a test put this record on the log."""
    return record.key == RUBBISH or MARK in record.headers


def put(connection: KafkaConnection, *records: Put) -> None:
    """Put records on the topic of the questions."""
    with ThreadPoolExecutor() as aside:  # a browser has the loop of its thread
        aside.submit(asyncio.run, _put(connection, records)).result()


def put_rubbish(connection: KafkaConnection, count: int) -> None:
    """Put so many records that nobody can read, each another one."""
    put(connection, *((RUBBISH, token_bytes(8), []) for _ in range(count)))


async def _put(connection: KafkaConnection, records: Sequence[Put]) -> None:
    async with AIOKafkaProducer(**connection.options()) as producer:
        for key, value, headers in records:
            await producer.send_and_wait("loket.questions", value, key, headers=headers)
