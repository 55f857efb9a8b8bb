"""Rule sets on their way: what the tests of their life share."""

from kit.personas import APPROVING_OWNER, RULE_OWNER
from kit.routing_service import RoutingService

from loket_routing.domain.lifecycle.state_machine import StepKind
from loket_routing.handlers.edit_rule_set import draft_rule_set
from loket_routing.handlers.rule_set_access import require_rule_set
from loket_routing.handlers.rule_set_steps import approve_rule_set, propose_rule_set, record_step


async def draft(desk: RoutingService, based_on: str = "2026.1") -> str:
    """Begin a version as a copy of another, and return its name."""
    async with desk.unit_of_work() as work:
        return await draft_rule_set(work, RULE_OWNER, based_on)


async def simulated(desk: RoutingService, version: str) -> None:
    """Note that the version was simulated."""
    async with desk.unit_of_work() as work:
        row = (await require_rule_set(work, RULE_OWNER, version)).row
        await record_step(work, RULE_OWNER, row, StepKind.SIMULATED)


async def proposed(desk: RoutingService, version: str) -> None:
    """Simulate and propose a version."""
    await simulated(desk, version)
    async with desk.unit_of_work() as work:
        await propose_rule_set(work, RULE_OWNER, version)


async def approved_copy(desk: RoutingService, based_on: str = "2026.1") -> str:
    """Bring a copy of a version until its approval, and return its name."""
    version = await draft(desk, based_on)
    await proposed(desk, version)
    async with desk.unit_of_work() as work:
        await approve_rule_set(work, APPROVING_OWNER, version)
    return version
