"""One sender sends at a time; over a message that a server is slow to take it loses its turn."""

import asyncio
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from loket_notifications.background import Turn, YieldingTransport
from loket_notifications.domain.message import Message, MessageText

MESSAGE = Message(
    uuid4(), datetime(2026, 11, 23, 9, 0, tzinfo=UTC), "a@b.example", "nl", MessageText("Onderwerp", "Tekst")
)


class WaitingTransport:
    """Takes a mail once it is told to."""

    def __init__(self) -> None:
        self.told = asyncio.Event()

    async def send(self, _message: Message) -> None:
        await self.told.wait()


async def _send(turn: Turn, transport: WaitingTransport, seconds: float, started: list[WaitingTransport]) -> None:
    async with turn:
        started.append(transport)
        await YieldingTransport(transport, turn, seconds).send(MESSAGE)


@pytest.mark.asyncio
@pytest.mark.parametrize(("seconds", "waits"), [(0.01, False), (60.0, True)])
async def test_the_next_sender_waits_for_a_quick_message_only(seconds: float, waits: bool) -> None:
    lock, started = asyncio.Lock(), list[WaitingTransport]()
    first, second = WaitingTransport(), WaitingTransport()
    async with asyncio.TaskGroup() as senders:
        senders.create_task(_send(Turn(lock), first, seconds, started))
        senders.create_task(_send(Turn(lock), second, seconds, started))
        await asyncio.sleep(0.2)
        assert started == ([first] if waits else [first, second])
        first.told.set()
        second.told.set()
    assert started == [first, second]
    assert not lock.locked()


@pytest.mark.asyncio
async def test_a_turn_that_was_given_up_is_not_given_up_for_another() -> None:
    lock = asyncio.Lock()
    first, second = Turn(lock), Turn(lock)
    async with first:
        first.give_up()
        async with second:
            first.give_up()
            assert lock.locked()
