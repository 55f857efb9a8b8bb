"""Write down, and audit, that somebody took a step in the life of a rule set."""

from loket_routing.domain.lifecycle.steps import Step, StepKind
from loket_routing.store.rule_sets import add_step
from loket_routing.store.tables import RuleSetRow
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def take_step(
    work: UnitOfWork,
    owner: Principal,
    row: RuleSetRow,
    kind: StepKind,
    *,
    sound: bool = True,
    reason: str | None = None,
) -> None:
    """Record that ``owner`` took a step of ``kind``; ``sound`` says that the set has no findings."""
    step = Step(kind=kind, at=work.clock.now(), by=owner.subject, name=owner.name, sound=sound, reason=reason)
    await add_step(work, row.id, step)
    await work.audit(owner, f"rule-set.{kind}", row.version)
