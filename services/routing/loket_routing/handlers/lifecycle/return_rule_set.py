"""A proposed rule set goes back to be changed."""

from loket_routing.domain.lifecycle.life import Act
from loket_routing.domain.lifecycle.steps import StepKind
from loket_routing.handlers.lifecycle.find import rule_set_to_change
from loket_routing.handlers.lifecycle.take_step import take_step
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def return_rule_set(
    work: UnitOfWork, owner: Principal, version: str, remark: str, seen: int | None = None
) -> None:
    """Return ``version`` to its authors with a remark; an author may take it back alike.

    Raises as ``rule_set_to_change``.
    """
    found = await rule_set_to_change(work, owner, Act.RETURN, version, seen)
    await take_step(work, owner, found.row, StepKind.RETURNED, reason=remark)
