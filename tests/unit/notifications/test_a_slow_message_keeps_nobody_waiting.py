"""A message over which a server is slow keeps its connection, and no other message."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from opentelemetry.context import Context

from loket_notifications.domain.message import Message, MessageText
from loket_notifications.domain.notification import Addressee, NotificationKind
from loket_notifications.gateways.mail_transport import PermanentMailError
from loket_notifications.handlers.messages_in_hand import MOST_IN_HAND, MessagesInHand, TakenMessage
from loket_notifications.store.attempts import Attempt

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
A_WHILE = 60.0
"""Seconds that no test waits: what it waits for comes before."""


@dataclass
class Connection:
    """Keeps a message until it is told to go on; ``slow`` names those."""

    slow: set[UUID] = field(default_factory=set)
    begun: list[UUID] = field(default_factory=list)
    told: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, message: Message) -> None:
        self.begun.append(message.delivery_id)
        if message.delivery_id in self.slow:
            await self.told.wait()

    def __hash__(self) -> int:
        return id(self)


def taken() -> TakenMessage:
    delivery_id, question_id = uuid4(), uuid4()
    attempt = Attempt(
        delivery_id=delivery_id,
        number=1,
        cause_id=uuid4(),
        occasion=NotificationKind.RECEIVED,
        question_id=question_id,
        reference="KV-2026-000123",
        request_id=None,
        language="nl",
        addressee=b"",
        created_at=START,
        give_up_at=START + timedelta(days=3),
        traceparent=None,
    )
    return TakenMessage(attempt, Addressee(question_id=question_id, email="a@b.example"), "a@b.example")


def write(message: TakenMessage) -> Message:
    return Message(message.attempt.delivery_id, START, message.address, "nl", MessageText("Onderwerp", "Tekst"))


def ids(messages: list[TakenMessage]) -> list[UUID]:
    return [message.attempt.delivery_id for message in messages]


MakeHand = Callable[..., MessagesInHand]


@pytest_asyncio.fixture
async def make_hand() -> AsyncIterator[MakeHand]:
    """Make hands whose connections are stopped at the end."""
    hands: list[MessagesInHand] = []

    def make(*connections: Connection, write: Callable[[TakenMessage], Message] = write) -> MessagesInHand:
        hands.append(MessagesInHand(connections, write))
        return hands[-1]

    yield make
    for hand in hands:
        await hand.break_off()


@pytest.mark.asyncio
async def test_the_other_connections_go_on(make_hand: MakeHand) -> None:
    messages = [taken() for _ in range(MOST_IN_HAND)]
    connections = [Connection(slow=set(ids(messages[:1]))) for _ in range(2)]
    hand = make_hand(*connections)
    hand.add(messages)
    await hand.wait(0.2)
    assert sorted(ids([tried.taken for tried in hand.tried])) == sorted(ids(messages[1:]))
    assert hand.under_way
    assert hand.withdraw() == []
    assert hand.room == MOST_IN_HAND - 1


@pytest.mark.asyncio
async def test_it_is_over_when_the_server_answers(make_hand: MakeHand) -> None:
    messages = [taken()]
    connection = Connection(slow=set(ids(messages)))
    hand = make_hand(connection)
    hand.add(messages)
    await hand.wait(0.0)
    assert hand.tried == []
    connection.told.set()
    await hand.wait(A_WHILE)
    assert ids([tried.taken for tried in hand.tried]) == ids(messages)
    hand.remove_oldest(1)
    assert not hand


@pytest.mark.asyncio
async def test_behind_slow_ones_everywhere_the_rest_is_given_back_and_nothing_is_added(make_hand: MakeHand) -> None:
    messages = [taken() for _ in range(5)]
    connections = [Connection(slow=set(ids(messages))) for _ in range(2)]
    hand = make_hand(*connections)
    hand.add(messages)
    await hand.wait(0.05)
    assert hand.withdraw() == [message.attempt for message in messages[2:]]
    assert (hand.room, len(hand.begun)) == (0, 2)
    for connection in connections:
        connection.told.set()
    await hand.wait(A_WHILE)
    assert [connection.begun for connection in connections] == [[each] for each in ids(messages[:2])]
    assert hand.room == MOST_IN_HAND


@pytest.mark.asyncio
async def test_one_message_opens_one_connection(make_hand: MakeHand) -> None:
    connections = [Connection() for _ in range(3)]
    hand = make_hand(*connections)
    hand.add([taken()])
    await hand.wait(A_WHILE)
    assert [len(connection.begun) for connection in connections] == [1, 0, 0]


@pytest.mark.asyncio
async def test_a_message_that_cannot_be_written_is_tried_later_and_holds_up_no_other(make_hand: MakeHand) -> None:
    messages = [taken() for _ in range(3)]

    def write_all_but_two(message: TakenMessage) -> Message:
        if message is messages[0]:
            raise LookupError
        if message is messages[1]:
            raise PermanentMailError("address-unusable")
        return write(message)

    hand = make_hand(Connection(), write=write_all_but_two)
    hand.add(messages)
    await hand.wait(A_WHILE)
    assert [tried.error and tried.error.code for tried in hand.tried] == ["not-sent", "address-unusable", None]
    assert all(isinstance(tried.trace, Context) for tried in hand.tried)
