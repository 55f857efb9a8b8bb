"""Permanent failures: kept with their story, holding back their own key only (docs/architecture.md#failure)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from aiokafka import TopicPartition
from integration.bus.small_service import SmallService, in_order, until

from loket_shared.bus.dead_letters.store import DeadLetter, DeadLetterState
from loket_shared.bus.handlers import Incoming
from loket_shared.envelope import violations
from loket_shared.failures import ConflictError, NotFoundError, PermanentError

pytestmark = pytest.mark.asyncio


class RefusedError(PermanentError):
    """The error with which the handler of these tests refuses."""


def refusing(question: UUID) -> Callable[[Incoming[Any]], Any]:
    async def trouble(incoming: Incoming[Any]) -> None:
        if incoming.event.key == question:
            raise RefusedError("words that may repeat content")

    return trouble


async def one_dead_letter(service: SmallService) -> tuple[UUID, DeadLetter]:
    """Have the first event of one question refused while others and its own later ones follow."""
    bad, good = uuid4(), uuid4()
    service.trouble = refusing(bad)
    for question in (bad, good, bad, good):
        await service.say(question)
    done = await service.until_done(2)
    assert {effect.key for effect in done} == {str(good)}

    async def all_in() -> bool:
        return sorted((await service.outcomes()).values()) == ["dead", "handled", "handled", "parked"]

    await until(all_in)
    (letter,) = await service.letters()
    return bad, letter


async def test_it_holds_back_its_own_key_only_and_tells_its_story(service: SmallService) -> None:
    async with service.running():
        bad, letter = await one_dead_letter(service)
    assert (letter.state, letter.reason, letter.failure) == (DeadLetterState.OPEN, "refused", "RefusedError")
    assert (letter.key, letter.sequence, letter.topic) == (str(bad), 1, service.topic.name)
    assert letter.kept
    assert "repeat content" not in repr(await service.ask("SELECT * FROM dead_letters"))


async def test_a_replay_handles_it_and_then_what_waited(service: SmallService) -> None:
    async with service.running():
        bad, letter = await one_dead_letter(service)
        service.trouble = None
        replayed = await service.replay(letter.id)
        assert (replayed.state, replayed.attempts) == (DeadLetterState.REPLAYED, 2)
        await service.say(bad)
        done = await service.until_done(5)
    assert in_order(done)
    assert "dead" not in (await service.outcomes()).values()


async def test_a_replay_that_fails_leaves_it_open(quiet_service: SmallService) -> None:
    service = quiet_service
    async with service.running():
        _, letter = await one_dead_letter(service)
        again = await service.replay(letter.id)
    assert (again.state, again.attempts) == (DeadLetterState.OPEN, 2)
    assert len(await service.done()) == 2


async def test_a_drop_lets_the_rest_go_on(service: SmallService) -> None:
    async with service.running():
        bad, letter = await one_dead_letter(service)
        service.trouble = None
        dropped = await service.drop(letter.id)
        done = await service.until_done(3)
    assert dropped.state is DeadLetterState.DROPPED
    assert [effect.sequence for effect in done if effect.key == str(bad)] == [2]


async def test_nobody_decides_twice(quiet_service: SmallService) -> None:
    service = quiet_service
    async with service.running():
        _, letter = await one_dead_letter(service)
        await service.drop(letter.id)
        with pytest.raises(ConflictError):
            await service.replay(letter.id)
        with pytest.raises(NotFoundError):
            await service.drop(uuid4())


async def test_a_second_failure_behind_the_first_holds_again(quiet_service: SmallService) -> None:
    service = quiet_service
    async with service.running():
        bad, letter = await one_dead_letter(service)
        await service.drop(letter.id)
        (second,) = [other for other in await service.until_letters(2) if other.state is DeadLetterState.OPEN]
        service.trouble = None
        await service.replay(second.id)
        await service.say(bad)
        done = await service.until_done(4)
    assert [effect.sequence for effect in done if effect.key == str(bad)] == [2, 3]


async def test_its_copy_on_kafka_names_no_event_and_no_key(service: SmallService) -> None:
    async with service.running():
        bad, letter = await one_dead_letter(service)

        async def published() -> bool:
            return [time is not None for _, time in await service.letter_copies()] == [True]

        await until(published)
    copy = await service.broker.read(TopicPartition(service.letters_topic.name, 0), 0)
    assert copy is not None
    assert violations(copy.headers, copy.value) == []
    ((data, _),) = await service.letter_copies()
    assert str(letter.id).encode() in data
    assert str(bad).encode() not in data
    assert letter.event_id.encode() not in data
