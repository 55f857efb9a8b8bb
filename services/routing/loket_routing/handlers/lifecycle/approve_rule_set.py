"""The second pair of eyes approves a rule set."""

from loket_routing.domain.lifecycle.life import Act
from loket_routing.domain.lifecycle.refusals import examples_fail, four_eyes
from loket_routing.domain.lifecycle.steps import StepKind
from loket_routing.handlers.lifecycle.find import rule_set_to_change
from loket_routing.handlers.lifecycle.take_step import take_step
from loket_routing.store.rule_sets import verdict_of
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def approve_rule_set(
    work: UnitOfWork, owner: Principal, version: str, reason: str | None = None, seen: int | None = None
) -> None:
    """Approve ``version``; where examples fail, only with the ``reason`` why that is accepted.

    Raises:
        Forbidden: the owner wrote or proposed it.
        Conflict: examples fail and no reason is given; otherwise as ``rule_set_to_change``.
    """
    found = await rule_set_to_change(work, owner, Act.APPROVE, version, seen)
    if owner.subject in found.life.authors:
        raise four_eyes()
    failing = len(verdict_of(found.row).failing)
    if failing and not reason:
        raise examples_fail(failing)
    await take_step(work, owner, found.row, StepKind.APPROVED, reason=reason)
