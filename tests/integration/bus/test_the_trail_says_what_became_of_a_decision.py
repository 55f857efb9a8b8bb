"""A decision about a dead letter stands in the audit trail with what came of it (docs/architecture.md#audit)."""

import asyncio
from uuid import uuid4

import pytest
from integration.bus.poison import hand_made, put
from integration.bus.small_service import SmallService, Trouble

from loket_shared.bus.dead_letters.store import DeadLetter, DeadLetterState
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import ConflictError, PermanentError, TransientError

pytestmark = pytest.mark.asyncio


def failing(failure: type[Exception]) -> Trouble:
    async def trouble(_: object) -> None:
        raise failure

    return trouble


async def one_dead_letter(service: SmallService) -> DeadLetter:
    """Have the handler refuse one event, and from then on take any."""
    service.trouble = failing(PermanentError)
    await service.say(uuid4())
    async with service.running():
        (letter,) = await service.until_letters(1)
    service.trouble = None
    return letter


async def test_what_is_carried_out_is_ok(quiet_service: SmallService) -> None:
    letter = await one_dead_letter(quiet_service)
    await quiet_service.replay(letter.id)
    assert await quiet_service.trail() == [("dead-letter.replayed", str(letter.id), "ok")]


async def test_of_two_at_once_the_second_is_refused(quiet_service: SmallService) -> None:
    letter = await one_dead_letter(quiet_service)
    both = await asyncio.gather(quiet_service.drop(letter.id), quiet_service.replay(letter.id), return_exceptions=True)
    assert sorted(type(each).__name__ for each in both) == ["DeadLetter", "RefusedError"]
    first, second = await quiet_service.trail()
    assert {first[0], second[0]} == {"dead-letter.dropped", "dead-letter.replayed"}
    assert {first[2], second[2]} == {"ok", "refused"}
    (closed,) = await quiet_service.letters()
    carried_out = {"dead-letter.dropped": DeadLetterState.DROPPED, "dead-letter.replayed": DeadLetterState.REPLAYED}
    assert closed.state is carried_out[first[0] if first[2] == "ok" else second[0]]


async def test_what_fails_again_is_not_first_called_ok(quiet_service: SmallService) -> None:
    letter = await one_dead_letter(quiet_service)
    quiet_service.trouble = failing(PermanentError)
    await quiet_service.replay(letter.id)
    assert await quiet_service.trail() == [("dead-letter.replayed", str(letter.id), "failed")]


async def test_a_handler_s_own_refusal_is_a_failure_of_the_replay(quiet_service: SmallService) -> None:
    """It is the record that cannot be handled; the decision itself was allowed."""
    letter = await one_dead_letter(quiet_service)
    quiet_service.trouble = failing(_HandlerConflictError)
    assert (await quiet_service.replay(letter.id)).attempts == 2
    assert await quiet_service.trail() == [("dead-letter.replayed", str(letter.id), "failed")]


async def test_what_a_dependency_kept_from_happening_has_failed(quiet_service: SmallService) -> None:
    letter = await one_dead_letter(quiet_service)
    quiet_service.trouble = failing(TransientError)
    with pytest.raises(TransientError):
        await quiet_service.replay(letter.id)
    assert await quiet_service.trail() == [("dead-letter.replayed", str(letter.id), "failed")]
    assert [letter.state for letter in await quiet_service.letters()] == [DeadLetterState.OPEN]


async def test_a_record_that_is_nowhere_any_more_is_refused(quiet_service: SmallService) -> None:
    await put(quiet_service, [hand_made(uuid4(), 1, b'{"words": "in the clear"}')])
    async with quiet_service.running():
        (letter,) = await quiet_service.until_letters(1)
    quiet_service.broker.wipe()  # type: ignore[attr-defined]
    with pytest.raises(ConflictError):
        await quiet_service.replay(letter.id)
    assert await quiet_service.trail() == [("dead-letter.replayed", str(letter.id), "refused")]


class _HandlerConflictError(ConflictError):
    """An error that a handler may raise over the state that it finds."""

    def __init__(self) -> None:
        super().__init__("state", BilingualText(nl="Dit kan nu niet.", en="Not now."))
