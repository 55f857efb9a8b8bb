"""A release with another rule set: the owner finds it as a draft, once, and nothing decides otherwise."""

import asyncio

import orjson
import pytest
from kit.personas import RULE_OWNER
from kit.routing_service import RoutingService
from sqlmodel import select

from loket_routing.domain.lifecycle.state_machine import RuleSetState
from loket_routing.domain.rule_set.document import parse_rule_set
from loket_routing.handlers.edit_rule_set import RELEASE, offer_release
from loket_routing.handlers.rule_set_access import require_rule_set
from loket_routing.handlers.rule_set_steps import discard_draft
from loket_routing.policy import rule_set
from loket_routing.store.rule_sets import load_timetable
from loket_routing.store.tables import RuleSetRow

INSTALLED = "2026.1"
RELEASED = rule_set(INSTALLED)


async def offer(desk: RoutingService) -> str | None:
    async with desk.unit_of_work() as work:
        return await offer_release(work)


async def installed_earlier(desk: RoutingService) -> None:
    """Make the installed set that of an earlier release."""
    async with desk.unit_of_work() as work:
        await work.driver.execute("UPDATE rule_sets SET digest = 'earlier' WHERE version = $1", INSTALLED)


async def names(desk: RoutingService) -> set[str]:
    async with desk.unit_of_work() as work:
        return set((await work.session.exec(select(RuleSetRow.version))).all())


@pytest.mark.asyncio
async def test_what_is_installed_already_is_not_offered(desk: RoutingService) -> None:
    assert await offer(desk) is None
    assert await names(desk) == {INSTALLED}


@pytest.mark.asyncio
async def test_another_set_is_a_draft_that_decides_nothing(desk: RoutingService) -> None:
    await installed_earlier(desk)
    version = await offer(desk)
    assert version == "2026.2"
    async with desk.unit_of_work() as work:
        found = await require_rule_set(work, RULE_OWNER, version)
        planned = await load_timetable(work)
        written = await work.driver.fetch("SELECT object FROM audit_records WHERE action = 'rule-set.drafted'")
    assert found.life.state(desk.clock.now()) in {RuleSetState.DRAFT, RuleSetState.CHECKED}
    assert found.life.steps[0].by == RELEASE.subject
    assert found.row.based_on is None
    assert parse_rule_set(orjson.loads(found.row.document)).lexicon == RELEASED.lexicon
    active = planned.in_force(desk.clock.now())
    assert active is not None
    assert active.version == INSTALLED
    assert [tuple(row) for row in written] == [(version,)]


@pytest.mark.asyncio
async def test_it_is_offered_once_also_by_two_instances_and_after_it_was_put_away(desk: RoutingService) -> None:
    await installed_earlier(desk)
    first = [version for version in await asyncio.gather(offer(desk), offer(desk)) if version]
    assert first == ["2026.2"]
    async with desk.unit_of_work() as work:
        await discard_draft(work, RULE_OWNER, "2026.2")
    assert await offer(desk) is None
    assert await names(desk) == {INSTALLED, "2026.2"}
