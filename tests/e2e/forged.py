"""What tests put on the shared log themselves, so that those who judge the log know it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from secrets import token_bytes

from aiokafka import AIOKafkaProducer

RUBBISH = b"rubbish"
"""The key of each record that nobody can read."""


def put_rubbish(bootstrap: str, count: int) -> None:
    """Put so many records that nobody can read on the topic of the questions, each another one."""
    with ThreadPoolExecutor() as aside:  # a browser has the loop of its thread
        aside.submit(asyncio.run, _put(bootstrap, count)).result()


async def _put(bootstrap: str, count: int) -> None:
    async with AIOKafkaProducer(bootstrap_servers=bootstrap) as producer:
        for _ in range(count):
            await producer.send_and_wait("loket.questions", token_bytes(8), RUBBISH)
