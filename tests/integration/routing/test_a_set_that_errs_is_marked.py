"""A set that can't decide leaves the question to the front office at once, and is marked for its owners."""

import pytest
from integration.routing.story import Story
from kit.personas import RULE_OWNER
from kit.routing_service import RoutingService

from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.handlers import decide_question
from loket_routing.handlers.read_rule_sets import read_rule_set
from loket_routing.views.rule_set_view import RuleSetView
from loket_shared.contracts.events.routing_decided import RoutingDecided


async def first(desk: RoutingService) -> RuleSetView:
    async with desk.unit_of_work() as work:
        return await read_rule_set(work, RULE_OWNER, "2026.1")


async def asked(desk: RoutingService, reference: str, topic: str = "incident") -> RoutingDecided:
    await desk.hear(Story(reference).submitted(topic))
    told = (await desk.published())[-1]
    assert isinstance(told, RoutingDecided)
    return told


@pytest.mark.asyncio
async def test_a_set_that_this_release_cannot_read(desk: RoutingService) -> None:
    async with desk.unit_of_work() as work:
        await work.driver.execute("UPDATE rule_sets SET document = '{}', digest = 'another'")
    told = await asked(desk, "KV-2026-000001")
    assert told.decision is not None
    assert (told.rule_set_version, told.decision.lead) == ("2026.1", "RVO")
    assert (told.decision.priority, told.decision.confirmation_needed) == ("urgent", True)


@pytest.mark.asyncio
async def test_a_rule_that_errs_marks_its_set_with_the_first_time(
    desk: RoutingService, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await first(desk)).erred_at is None

    def err(*_: object) -> RuleSet:
        raise ZeroDivisionError

    monkeypatch.setattr(decide_question, "decide_from_evidence", err)
    await asked(desk, "KV-2026-000001")
    since = desk.clock.now()
    await asked(desk, "KV-2026-000002")
    assert (await first(desk)).erred_at == since
