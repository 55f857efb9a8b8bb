"""Rule sets switch between two questions, never within one: the set in force when it was asked decides."""

import asyncio
from datetime import datetime, timedelta

import pytest
from integration.routing.rule_sets import approved_copy
from integration.routing.story import Story
from kit.personas import RULE_OWNER
from kit.routing_service import RoutingService
from kit.service import START

from loket_routing.handlers.rule_set_steps import activate_rule_set, announce_next, cancel_activation
from loket_routing.store.active_rule_set import active_rule_set_at, hold_activations, lock_activations
from loket_routing.store.questions import lock_to_decide
from loket_routing.store.rule_sets import load_timetable
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.contracts.events.routing_decided import RoutingDecided
from loket_shared.contracts.events.routing_rule_set_activated import RuleSetActivated
from loket_shared.failures import ConflictError


async def versions_at(desk: RoutingService, *moments: datetime) -> list[str]:
    async with desk.unit_of_work() as work:
        await hold_activations(work)
        return [(await active_rule_set_at(work, moment)).version for moment in moments]


async def activate(desk: RoutingService, version: str, wanted: datetime | None = None) -> datetime:
    async with desk.unit_of_work() as work:
        return await activate_rule_set(work, RULE_OWNER, version, wanted)


@pytest.mark.asyncio
async def test_before_and_after_the_moment(desk: RoutingService) -> None:
    await approved_copy(desk)
    begins = await activate(desk, "2026.2", START + timedelta(days=1))
    assert begins == START + timedelta(days=1)
    before = begins - timedelta(microseconds=1)
    assert await versions_at(desk, START - timedelta(days=9_999), before, begins) == ["2026.1", "2026.1", "2026.2"]


@pytest.mark.asyncio
async def test_a_question_asked_before_is_decided_by_the_old_set_also_later(desk: RoutingService) -> None:
    story = Story()
    submitted = story.submitted("sanctions")
    await approved_copy(desk)
    await activate(desk, "2026.2")
    desk.clock.moment += timedelta(days=1)
    late = Story("KV-2026-000124").submitted("sanctions").model_copy(update={"submitted_at": desk.clock.moment})
    await desk.hear(submitted, story.supplemented(2, "Nog iets."), late)
    told = [event for event in await desk.published() if event.TOPIC == RoutingDecided.TOPIC]
    assert [getattr(event, "rule_set_version", None) for event in told] == ["2026.1", "2026.1", "2026.2"]


@pytest.mark.asyncio
async def test_one_click_goes_back(desk: RoutingService) -> None:
    await approved_copy(desk)
    await activate(desk, "2026.2")
    desk.clock.moment += timedelta(hours=1)
    back = await activate(desk, "2026.1")
    assert await versions_at(desk, back - timedelta(seconds=1), back) == ["2026.2", "2026.1"]


@pytest.mark.asyncio
async def test_each_activation_is_told_once_when_its_moment_comes(desk: RoutingService) -> None:
    await approved_copy(desk)
    begins = await activate(desk, "2026.2")
    async with desk.unit_of_work() as work:
        assert not await announce_next(work)
    desk.clock.moment = begins
    for there_was_one in (True, False):
        async with desk.unit_of_work() as work:
            assert await announce_next(work) is there_was_one
    (told,) = await desk.published()
    assert isinstance(told, RuleSetActivated)
    assert (told.version, told.previous_version, told.active_from) == ("2026.2", "2026.1", begins)


@pytest.mark.asyncio
async def test_what_is_scheduled_can_be_taken_back_until_just_before(desk: RoutingService) -> None:
    await approved_copy(desk)
    await activate(desk, "2026.2", START + timedelta(days=1))
    async with desk.unit_of_work() as work:
        await cancel_activation(work, RULE_OWNER, "2026.2")
    assert await versions_at(desk, START + timedelta(days=2)) == ["2026.1"]
    begins = await activate(desk, "2026.2", START + timedelta(days=1))
    desk.clock.moment = begins - timedelta(seconds=1)
    with pytest.raises(ConflictError):
        async with desk.unit_of_work() as work:
            await cancel_activation(work, RULE_OWNER, "2026.2")


@pytest.mark.asyncio
async def test_an_activation_waits_for_decisions_that_are_being_made(desk: RoutingService) -> None:
    await approved_copy(desk)
    async with desk.unit_of_work() as deciding:
        await lock_to_decide(deciding, QuestionSubmitted.example())
        activating = asyncio.create_task(activate(desk, "2026.2"))
        assert not (await asyncio.wait([activating], timeout=0.5))[0]
    assert await activating > START


@pytest.mark.asyncio
async def test_a_decision_waits_for_an_activation_that_is_being_made(desk: RoutingService) -> None:
    async with desk.unit_of_work() as activating:
        await lock_activations(activating)
        deciding = asyncio.create_task(versions_at(desk, START))
        assert not (await asyncio.wait([deciding], timeout=0.5))[0]
    assert await deciding == ["2026.1"]


@pytest.mark.asyncio
async def test_no_question_is_decided_by_a_mixture_while_sets_go_there_and_back(desk: RoutingService) -> None:
    await approved_copy(desk)
    asked: dict[str, datetime] = {}

    async def ask(numbers: range) -> None:
        for number in numbers:
            story = Story(f"KV-2026-{number:06}")
            asked[story.reference] = desk.clock.now()
            await desk.hear(story.submitted("sanctions").model_copy(update={"submitted_at": asked[story.reference]}))

    async def switch() -> None:
        for version in ("2026.2", "2026.1") * 5:
            desk.clock.moment = await activate(desk, version)

    await asyncio.gather(switch(), *(ask(range(start, start + 40)) for start in (1, 101, 201)))
    async with desk.unit_of_work() as work:
        planned = await load_timetable(work)
    told = [event for event in await desk.published() if isinstance(event, RoutingDecided)]
    by_version = {event.reference: event.rule_set_version for event in told}
    in_force = {reference: planned.in_force(moment) for reference, moment in asked.items()}
    assert by_version == {reference: each.version for reference, each in in_force.items() if each}
    assert set(by_version.values()) == {"2026.1", "2026.2"}
