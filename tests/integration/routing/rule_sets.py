"""Rule sets on their way: what the tests of their life share."""

from integration.routing.desk import Desk

from loket_routing.domain.lifecycle.steps import StepKind
from loket_routing.handlers.lifecycle.approve_rule_set import approve_rule_set
from loket_routing.handlers.lifecycle.draft_rule_set import draft_rule_set
from loket_routing.handlers.lifecycle.find import rule_set_to_read
from loket_routing.handlers.lifecycle.propose_rule_set import propose_rule_set
from loket_routing.handlers.lifecycle.take_step import take_step
from loket_shared.principal import Principal, Role

OWNER = Principal("rule-owner", "Regelbeheerder", "o@loket.example", Role.RULE_OWNER)
APPROVER = Principal("rule-approver", "Tweede regelbeheerder", "a@loket.example", Role.RULE_OWNER)


async def draft(desk: Desk, based_on: str = "2026.1") -> str:
    """Begin a version as a copy of another, and return its name."""
    async with desk.unit_of_work() as work:
        return await draft_rule_set(work, OWNER, based_on)


async def simulated(desk: Desk, version: str) -> None:
    """Note that the version was simulated."""
    async with desk.unit_of_work() as work:
        row = (await rule_set_to_read(work, OWNER, version)).row
        await take_step(work, OWNER, row, StepKind.SIMULATED)


async def proposed(desk: Desk, version: str) -> None:
    """Simulate and propose a version."""
    await simulated(desk, version)
    async with desk.unit_of_work() as work:
        await propose_rule_set(work, OWNER, version)


async def approved_copy(desk: Desk, based_on: str = "2026.1") -> str:
    """Bring a copy of a version until its approval, and return its name."""
    version = await draft(desk, based_on)
    await proposed(desk, version)
    async with desk.unit_of_work() as work:
        await approve_rule_set(work, APPROVER, version)
    return version
