"""Repeated, reordered and missing records (docs/architecture.md#inbox): loss and reordering are seen."""

from uuid import uuid4

import pytest
from integration.bus.poison import hand_made, put, take_from_outbox
from integration.bus.small_service import SmallService, in_order, until

pytestmark = pytest.mark.asyncio


async def test_a_repeat_has_no_second_effect(service: SmallService) -> None:
    for question in (uuid4(), uuid4()):
        await service.say(question)
    events = await take_from_outbox(service)
    await put(service, [*events, *events])
    async with service.running():
        await service.until_done(2)
        await service.say(uuid4())
        done = await service.until_done(3)
    assert len(done) == 3


async def test_early_records_wait_for_their_predecessors(service: SmallService) -> None:
    question = uuid4()
    for _ in range(5):
        await service.say(question)
    first, second, third, fourth, fifth = await take_from_outbox(service)
    await put(service, [third, fifth, first, fourth, second])
    async with service.running():
        done = await service.until_done(5)
    assert in_order(done)
    assert await service.ask("SELECT * FROM inbox_parked") == []


async def test_what_waits_survives_a_restart(service: SmallService) -> None:
    question = uuid4()
    for _ in range(3):
        await service.say(question)
    first, second, third = await take_from_outbox(service)
    await put(service, [second, third])
    async with service.running():

        async def both_parked() -> bool:
            return sorted((await service.outcomes()).values()) == ["parked", "parked"]

        await until(both_parked)
    await put(service, [first])
    async with service.running():
        done = await service.until_done(3)
    assert in_order(done)


async def test_a_new_event_with_a_number_that_is_done_is_handled_all_the_same(quiet_service: SmallService) -> None:
    service, question = quiet_service, uuid4()
    for _ in range(2):
        await service.say(question)
    (_, second) = events = await take_from_outbox(service)
    await put(service, events)
    async with service.running():
        await service.until_done(2)
        twin = hand_made(question, 2, second.data)
        await put(service, [twin])
        (letter,) = await service.until_letters(1)
        assert letter.event_id == twin.id


async def test_what_was_ready_when_the_process_died_is_found(quiet_service: SmallService) -> None:
    service, question = quiet_service, uuid4()
    for _ in range(2):
        await service.say(question)
    first, second = await take_from_outbox(service)
    await put(service, [second])
    async with service.running():

        async def parked() -> bool:
            return list((await service.outcomes()).values()) == ["parked"]

        await until(parked)
    # As if the process had died between the predecessor's commit and what waited behind it.
    async with service.unit_of_work() as work:
        await (await work.session.connection()).exec_driver_sql("UPDATE inbox_progress SET last = 1")
    async with service.running():
        done = await service.until_done(1)
    assert done[0].event_id == second.id
    assert first.id not in await service.outcomes()
