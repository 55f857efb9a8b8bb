"""Rule sets on their way: what the tests of their life share."""

from integration.routing.desk import Desk

from loket_routing.domain.lifecycle.state_machine import StepKind
from loket_routing.handlers.edit_rule_set import draft_rule_set
from loket_routing.handlers.rule_set_access import require_rule_set
from loket_routing.handlers.rule_set_steps import approve_rule_set, propose_rule_set, record_step
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
        row = (await require_rule_set(work, OWNER, version)).row
        await record_step(work, OWNER, row, StepKind.SIMULATED)


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
