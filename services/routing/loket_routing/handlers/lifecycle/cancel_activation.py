"""A rule set that would come into force does not."""

from loket_routing.domain.lifecycle.life import Act, State
from loket_routing.domain.lifecycle.refusals import wrong_state
from loket_routing.domain.lifecycle.timetable import LEAD
from loket_routing.handlers.lifecycle.find import require_owner, rule_set_to_change
from loket_routing.store.activations import cancel_activations
from loket_routing.store.in_force import hold_timetable
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def cancel_activation(work: UnitOfWork, owner: Principal, version: str, seen: int | None = None) -> None:
    """Take back that ``version`` will come into force.

    Raises:
        Conflict: it begins so soon that a question may have been decided by it; otherwise as ``rule_set_to_change``.
    """
    require_owner(owner)
    await hold_timetable(work)
    found = await rule_set_to_change(work, owner, Act.CANCEL, version, seen)
    now = work.clock.now()
    if not await cancel_activations(work, found.row.id, now + LEAD, now):
        raise wrong_state(State.ACTIVE)
    await work.audit(owner, "rule-set.activation-cancelled", version)
