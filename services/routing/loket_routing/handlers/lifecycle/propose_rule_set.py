"""An author asks a second person to judge a simulated rule set."""

from loket_routing.domain.lifecycle.life import Act
from loket_routing.domain.lifecycle.steps import StepKind
from loket_routing.handlers.lifecycle.find import rule_set_to_change
from loket_routing.handlers.lifecycle.take_step import take_step
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def propose_rule_set(work: UnitOfWork, owner: Principal, version: str, seen: int | None = None) -> None:
    """Propose ``version``; from now on it does not change. Raises as ``rule_set_to_change``."""
    found = await rule_set_to_change(work, owner, Act.PROPOSE, version, seen)
    await take_step(work, owner, found.row, StepKind.PROPOSED)
