"""Notices that the broker does not answer a consumer any more.

The client of aiokafka brings no records and says nothing where it cannot reach the broker. Where its login or the
authority it trusts was replaced meanwhile, it would go on like that for ever; a new client reads them anew.
"""

import asyncio
from contextlib import suppress

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from loket_shared.broker.ports import Consumer

ASK_SECONDS = 5.0
SILENT_SECONDS = 30.0


class BrokerWatch:
    """Asks for the end of ``partition`` every five seconds, in a loop of its own."""

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
        """Raise TimeoutError where there was no answer for half a minute."""
        if asyncio.get_running_loop().time() - self._last > SILENT_SECONDS:
            raise TimeoutError
