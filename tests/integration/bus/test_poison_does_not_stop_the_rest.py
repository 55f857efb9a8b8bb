"""Records that cannot be read, opened or understood become dead letters; the rest flows on.

See docs/architecture.md#failure.
"""

from dataclasses import replace
from uuid import uuid4

import orjson
import pytest
from integration.bus.poison import hand_made, put, put_raw, take_from_outbox
from integration.bus.small_service import SmallService, in_order

from loket_shared.bus.dead_letters.store import DeadLetterState
from loket_shared.failures import ConflictError

pytestmark = pytest.mark.asyncio

CANARY = "canary-in-the-clear"
SEALED = orjson.dumps({"questionId": str(uuid4()), "sealed": {}})


async def test_an_unreadable_record_holds_back_nothing(service: SmallService) -> None:
    question = uuid4()
    await put_raw(service, str(question).encode(), b"\xff not even text", [("content-type", b"image/png")])
    async with service.running():
        await service.say(question)
        assert in_order(await service.until_done(1))
        (letter,) = await service.until_letters(1)
        assert letter.event_id.startswith("sha256:")
        assert (letter.reason, letter.kept, letter.key) == ("unreadable-record", False, None)
        assert (await service.replay(letter.id)).state is DeadLetterState.OPEN
        assert (await service.drop(letter.id)).state is DeadLetterState.DROPPED


async def test_the_same_unreadable_bytes_are_one_dead_letter(quiet_service: SmallService) -> None:
    service = quiet_service
    for _ in range(3):
        await put_raw(service, b"key", b"\x00", [])
    async with service.running():
        await service.until_letters(1)
        await service.say(uuid4())
        await service.until_done(1)
    assert len(await service.letters()) == 1


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("nl.kennisveiligheid.questions.unheard-of.v1", "unknown-type"),
        ("nl.kennisveiligheid.questions.supplemented.v99", "unknown-type"),
        ("nl.kennisveiligheid.questions.supplemented.v1", "unreadable-record"),
    ],
)
async def test_an_event_that_cannot_be_opened_holds_back_its_own_question(
    quiet_service: SmallService, kind: str, reason: str
) -> None:
    service, question, other = quiet_service, uuid4(), uuid4()
    await put(service, [hand_made(question, 1, SEALED, kind)])
    async with service.running():
        (letter,) = await service.until_letters(1)
        assert letter.reason == reason
        await service.say(question)
        await service.say(other)
        assert [effect.key for effect in await service.until_done(1)] == [str(other)]
        await service.drop(letter.id)
        done = await service.until_done(2)
    assert in_order(done)


async def test_a_wrong_seal_is_a_dead_letter(quiet_service: SmallService) -> None:
    service, question = quiet_service, uuid4()
    await service.say(question)
    (sealed,) = await take_from_outbox(service)
    await put(service, [replace(sealed, id=str(uuid4()))])
    async with service.running():
        (letter,) = await service.until_letters(1)
    assert (letter.reason, letter.kept) == ("wrong-seal", True)


async def test_clear_text_on_the_wire_is_not_copied_into_the_database(service: SmallService) -> None:
    data = orjson.dumps({"questionId": str(uuid4()), "supplement": {"text": CANARY}})
    await put(service, [hand_made(uuid4(), sequence, data) for sequence in (1, 5)])
    async with service.running():
        letters = await service.until_letters(2)
        assert [letter.kept for letter in letters] == [False, False]
        again = await service.replay(letters[0].id)
    assert again.attempts == 2
    for table in ("dead_letters", "inbox", "inbox_parked", "outbox"):
        assert CANARY not in repr(await service.ask(f"SELECT * FROM {table}"))  # noqa: S608


async def test_a_record_that_is_nowhere_any_more_cannot_be_replayed(quiet_service: SmallService) -> None:
    service = quiet_service
    await put(service, [hand_made(uuid4(), 1, b'{"words": "in the clear"}')])
    async with service.running():
        (letter,) = await service.until_letters(1)
    service.broker.wipe()  # type: ignore[attr-defined]
    with pytest.raises(ConflictError):
        await service.replay(letter.id)


async def test_control_characters_and_endless_names_are_no_trouble_for_the_database(
    quiet_service: SmallService,
) -> None:
    service = quiet_service
    strange = hand_made(uuid4(), 1, SEALED)
    await put(service, [replace(strange, subject="nul\x00"), replace(strange, id="x" * 5000)])
    async with service.running():
        letters = await service.until_letters(2)
    assert {letter.reason for letter in letters} == {"unreadable-record"}
