"""Detects that the broker no longer answers a consumer.

The aiokafka client returns no records and raises no error while it cannot reach the broker. If the password or the
certificate authority was replaced meanwhile, that client never recovers. A new client reads the files again.
"""

import asyncio
from contextlib import suppress

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from loket_shared.broker.ports import Consumer

ASK_SECONDS = 5.0
SILENT_SECONDS = 30.0


class BrokerWatch:
    """Asks the broker for the end offset of ``partition`` every five seconds, in a task of its own."""

    def __init__(self, client: Consumer, partition: TopicPartition) -> None:
        self._client = client
        self._partition = partition
        self._last = asyncio.get_running_loop().time()

    async def run(self) -> None:
        """Ask until cancelled."""
        while True:
            await asyncio.sleep(ASK_SECONDS)
            with suppress(KafkaError, TimeoutError):
                async with asyncio.timeout(ASK_SECONDS):
                    await self._client.end_offsets([self._partition])
                self._last = asyncio.get_running_loop().time()

    def require_answer(self) -> None:
        """Raise TimeoutError if the broker has not answered for 30 seconds."""
        if asyncio.get_running_loop().time() - self._last > SILENT_SECONDS:
            raise TimeoutError
