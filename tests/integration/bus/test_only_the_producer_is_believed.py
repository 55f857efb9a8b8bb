"""A record that does not come from its topic's producer has no effect, and takes the place of none that does."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from aiokafka import TopicPartition
from integration.bus.poison import put, put_as_it_is, put_raw, take_from_outbox
from integration.bus.small_service import SOURCE, SmallService, in_order, until

from loket_shared.bus.dead_letters.store import DeadLetter, DeadLetterState
from loket_shared.envelope import Envelope, sign, to_record
from loket_shared.inbox.incoming import StoredRecord
from loket_shared.sealing.signing_keys import SigningKey

pytestmark = [pytest.mark.asyncio, pytest.mark.long]

Forge = Callable[[SmallService, Envelope], Awaitable[Envelope]]


async def _unsigned(_: SmallService, event: Envelope) -> Envelope:
    return event


async def _with_a_foreign_key(service: SmallService, event: Envelope) -> Envelope:
    return sign(event, service.topic.name, service.keys.signing_key("another"))


async def _with_a_key_of_its_own_making(service: SmallService, event: Envelope) -> Envelope:
    return sign(event, service.topic.name, SigningKey.make("test"))


async def _with_a_revoked_key(service: SmallService, event: Envelope) -> Envelope:
    revoked = service.keys.signing_key("test")
    service.keys.revoke(revoked.kid)
    return sign(event, service.topic.name, revoked)


async def _as_another_event(service: SmallService, event: Envelope) -> Envelope:
    return replace(sign(event, service.topic.name, await service.vault.signing_key()), id=str(uuid4()))


async def _with_another_number(service: SmallService, event: Envelope) -> Envelope:
    return replace(sign(event, service.topic.name, await service.vault.signing_key()), sequence=7)


async def _from_another_source(service: SmallService, event: Envelope) -> Envelope:
    return replace(sign(event, service.topic.name, await service.vault.signing_key()), source=f"{SOURCE}-2")


async def _signed_for_another_topic(service: SmallService, event: Envelope) -> Envelope:
    return sign(event, "loket.questions", await service.vault.signing_key())


FORGERIES = pytest.mark.parametrize(
    ("forge", "reason"),
    [
        (_unsigned, "missing-signature"),
        (_with_a_foreign_key, "wrong-producer"),
        (_with_a_key_of_its_own_making, "unknown-signing-key"),
        (_with_a_revoked_key, "revoked-signing-key"),
        (_as_another_event, "invalid-signature"),
        (_with_another_number, "invalid-signature"),
        (_from_another_source, "wrong-producer"),
        (_signed_for_another_topic, "invalid-signature"),
    ],
)


async def genuine(service: SmallService, events: int = 1) -> tuple[UUID, list[Envelope]]:
    """Return a question and its first events, which are not sent yet."""
    question = uuid4()
    for _ in range(events):
        await service.say(question)
    return question, await take_from_outbox(service)


async def nothing_but_its_bytes_is_known(service: SmallService, letter: DeadLetter) -> None:
    """Hold that a forgery took no place in the inbox, moved no key on and holds none up."""
    assert letter.event_id.startswith("sha256:")
    assert (letter.source, letter.type, letter.subject, letter.key, letter.sequence) == ("", None, None, None, None)
    assert not letter.kept
    assert await service.outcomes() == {letter.event_id: "dead"}
    assert await service.ask("SELECT * FROM inbox_progress") == []
    assert await service.ask("SELECT * FROM inbox_parked") == []


@FORGERIES
async def test_a_forgery_that_comes_first_is_a_dead_letter_and_the_genuine_event_is_handled(
    quiet_service: SmallService, forge: Forge, reason: str
) -> None:
    service = quiet_service
    _, (event, after) = await genuine(service, 2)
    await put_as_it_is(service, [await forge(service, event)])
    async with service.running():
        (letter,) = await service.until_letters(1)
        assert letter.reason == reason
        await nothing_but_its_bytes_is_known(service, letter)
        await put(service, [event, after])
        done = await service.until_done(2)
    assert [effect.event_id for effect in done] == [event.id, after.id]
    assert in_order(done)
    assert len(await service.letters()) == 1


async def test_forgeries_on_the_way_hold_nothing_up(service: SmallService) -> None:
    question, events = await genuine(service, 3)
    forgeries = [await forge(service, event) for event in events for forge in (_unsigned, _with_a_foreign_key)]
    early = [replace(event, id=str(uuid4()), sequence=9) for event in events]
    await put_as_it_is(service, [*forgeries, *early])
    await put(service, events)
    async with service.running():
        done = await service.until_done(3)
        await service.say(question)
        done = await service.until_done(4)
        letters = await service.until_letters(9)
    assert in_order(done)
    assert {letter.reason for letter in letters} == {"missing-signature", "wrong-producer"}


async def test_a_forged_record_with_a_future_number_is_never_parked(quiet_service: SmallService) -> None:
    service = quiet_service
    _, (first, *_) = await genuine(service)
    await put_as_it_is(service, [replace(first, id=str(uuid4()), sequence=1000)])
    async with service.running():
        (letter,) = await service.until_letters(1)
        await nothing_but_its_bytes_is_known(service, letter)


async def test_what_is_known_already_is_a_repeat_whatever_it_is_signed_with(service: SmallService) -> None:
    """Nobody can make noise by sending again what was handled long ago."""
    _, events = await genuine(service, 2)
    await put(service, events)
    async with service.running():
        await service.until_done(2)
        await put(service, events)
        await put_as_it_is(service, [await forge(service, one) for one in events for forge in (_unsigned,)])
        await put_as_it_is(service, [await _with_a_foreign_key(service, one) for one in events])
        await service.say(uuid4())
        assert len(await service.until_done(3)) == 3
    assert await service.letters() == []


async def test_the_same_forged_bytes_are_one_dead_letter(service: SmallService) -> None:
    _, (event,) = await genuine(service)
    key, value, headers = to_record(event)
    for _ in range(30):
        await put_raw(service, key, value, headers)
    async with service.running():
        await service.until_letters(1)
        await service.say(uuid4())
        await service.until_done(1)
    assert len(await service.letters()) == 1


async def test_a_consumer_reads_on_after_a_forgery(service: SmallService) -> None:
    """The last record before where it stopped is one that it refused, which is no sign of another log."""
    _, (event,) = await genuine(service)
    await put_as_it_is(service, [event])
    async with service.running():
        (letter,) = await service.until_letters(1)
    record = await service.broker.read(TopicPartition(letter.topic, letter.partition), letter.offset)
    assert record is not None
    assert await service.processor().is_known_at_offset(record)
    place = (record.topic, record.partition, record.offset + 1)
    assert not await service.processor().is_known_at_offset(
        StoredRecord(*place, record.key, record.value, record.headers)
    )


async def test_a_forgery_can_be_dropped_and_a_replay_of_it_fails(quiet_service: SmallService) -> None:
    service = quiet_service
    _, (event,) = await genuine(service)
    await put_as_it_is(service, [event])
    async with service.running():
        (letter,) = await service.until_letters(1)
        again = await service.replay(letter.id)
        assert (again.state, again.reason, again.attempts) == (DeadLetterState.OPEN, "missing-signature", 2)
        assert (await service.drop(letter.id)).state is DeadLetterState.DROPPED
        assert await service.done() == []
        await put(service, [event])
        await service.until_done(1)


async def test_nothing_is_refused_while_the_vault_is_away(service: SmallService) -> None:
    await service.say(uuid4())
    async with service.running(consumers=0):
        await until(_sent(service))
    service.vault.reachable = False
    async with service.running(relays=0):
        await asyncio.sleep(0.5)
        assert await service.outcomes() == {}
        service.vault.reachable = True
        await service.until_done(1)
    assert await service.letters() == []


async def test_what_cannot_be_signed_waits_for_the_vault(service: SmallService) -> None:
    await service.say(uuid4())
    service.vault.reachable = False
    async with service.running():
        await asyncio.sleep(0.5)
        assert not await _sent(service)()
        service.vault.reachable = True
        await service.until_done(1)


@pytest.mark.parametrize("undo", ["UPDATE outbox SET signing_key = NULL", None])
async def test_what_no_valid_signature_proves_is_sent_again(service: SmallService, undo: str | None) -> None:
    """Sent before there were signatures, or signed with a key that was revoked since: whoever missed it gets it yet."""
    question = uuid4()
    for _ in range(3):
        await service.say(question)
    async with service.running(consumers=0):
        await until(_sent(service))
    if undo is None:
        service.keys.revoke(service.keys.signing_key("test").kid)
    else:
        async with service.database.begin() as transaction:
            await transaction.driver.execute(undo)
        service.keys.signing.clear()
        service.keys.in_use.clear()
    async with service.running():
        done = await service.until_done(3)
    assert in_order(done)
    letters = await service.letters()
    assert {letter.reason for letter in letters} == {"revoked-signing-key" if undo is None else "unknown-signing-key"}


async def test_what_a_valid_key_proves_is_not_sent_again(quiet_service: SmallService) -> None:
    service = quiet_service
    await service.say(uuid4())
    async with service.running():
        await service.until_done(1)
    service.keys.retire("test")
    await service.say(uuid4())
    async with service.running():
        await service.until_done(2)
        await until(_sent(service))
    assert sum((await service.broker.inspect([service.topic])).ends.values()) == 2
    assert len({row.signing_key for row in await service.ask("SELECT signing_key FROM outbox")}) == 2


def _sent(service: SmallService) -> Callable[[], Awaitable[bool]]:
    async def sent() -> bool:
        rows = await service.ask("SELECT published_at FROM outbox")
        return all(row.published_at for row in rows)

    return sent
