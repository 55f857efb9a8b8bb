"""What counts as sent (docs/architecture.md#relay): up to the first failure of each key."""

import asyncio
from uuid import UUID, uuid4

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import KafkaError, KafkaTimeoutError, MessageSizeTooLargeError
from aiokafka.structs import RecordMetadata
from unit.bus.records import envelope

from loket_shared.broker.ports import Headers
from loket_shared.outbox.publisher import publish_batch
from loket_shared.outbox.store import PendingEvent
from loket_shared.sealing.signing_keys import SigningKey

pytestmark = pytest.mark.asyncio

ONE, OTHER = uuid4(), uuid4()
KEY = SigningKey.make("test")


class Picky:
    """A producer that refuses some records, at once or later."""

    def __init__(self, refused: dict[int, KafkaError], later: dict[int, KafkaError]) -> None:
        self._refused = refused
        self._later = later
        self.asked = 0

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def send(
        self, topic: str, value: bytes | None, key: bytes | None, *, headers: Headers
    ) -> "asyncio.Future[RecordMetadata]":
        number, self.asked = self.asked, self.asked + 1
        if number in self._refused:
            raise self._refused[number]
        answer: asyncio.Future[RecordMetadata] = asyncio.get_running_loop().create_future()
        if number in self._later:
            answer.set_exception(self._later[number])
        else:
            answer.set_result(RecordMetadata(topic, 0, TopicPartition(topic, 0), number, None, 0, 0))
        return answer


def rows(*keys: UUID) -> list[PendingEvent]:
    return [PendingEvent(position, "topic", envelope(key=key)) for position, key in enumerate(keys)]


async def test_everything_is_sent_where_nothing_fails() -> None:
    sent, failure = await publish_batch(Picky({}, {}), rows(ONE, OTHER, ONE), KEY)
    assert [row.position for row in sent] == [0, 1, 2]
    assert failure is None


async def test_what_follows_a_failure_in_its_key_is_not_sent_and_the_rest_is() -> None:
    sent, failure = await publish_batch(Picky({}, {1: KafkaTimeoutError()}), rows(OTHER, ONE, OTHER, ONE), KEY)
    assert [row.position for row in sent] == [0, 2]
    assert isinstance(failure, KafkaTimeoutError)


async def test_an_event_that_is_too_large_does_not_stop_other_keys() -> None:
    sent, failure = await publish_batch(Picky({0: MessageSizeTooLargeError()}, {}), rows(ONE, OTHER, ONE), KEY)
    assert [row.position for row in sent] == [1]
    assert isinstance(failure, MessageSizeTooLargeError)


async def test_a_broken_producer_is_asked_no_further() -> None:
    producer = Picky({1: KafkaError()}, {})
    sent, failure = await publish_batch(producer, rows(ONE, OTHER, ONE), KEY)
    assert [row.position for row in sent] == [0]
    assert isinstance(failure, KafkaError)
    assert producer.asked == 2
