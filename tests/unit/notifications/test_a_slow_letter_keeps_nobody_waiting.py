"""One sender sends at a time; over a letter that a server is slow to take it loses its turn."""

import asyncio
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from loket_notifications.domain.letter import Letter, Mail
from loket_notifications.sending import Turn, YieldingPost

MAIL = Mail(uuid4(), datetime(2026, 11, 23, 9, 0, tzinfo=UTC), "a@b.example", "nl", Letter("Onderwerp", "Tekst"))


class WaitingPost:
    """Takes a mail once it is told to."""

    def __init__(self) -> None:
        self.told = asyncio.Event()

    async def hand_over(self, _mail: Mail) -> None:
        await self.told.wait()


async def _send(turn: Turn, post: WaitingPost, seconds: float, started: list[WaitingPost]) -> None:
    async with turn:
        started.append(post)
        await YieldingPost(post, turn, seconds).hand_over(MAIL)


@pytest.mark.asyncio
@pytest.mark.parametrize(("seconds", "waits"), [(0.01, False), (60.0, True)])
async def test_the_next_sender_waits_for_a_quick_letter_only(seconds: float, waits: bool) -> None:
    lock, started = asyncio.Lock(), list[WaitingPost]()
    first, second = WaitingPost(), WaitingPost()
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
