"""An approved rule set comes into force from a moment on; one that was in force before, again."""

from datetime import datetime

from loket_routing.domain.lifecycle.life import Act
from loket_routing.domain.lifecycle.timetable import earliest_start
from loket_routing.handlers.lifecycle.find import require_owner, rule_set_to_change
from loket_routing.store.activations import add_activation
from loket_routing.store.in_force import hold_timetable
from loket_routing.store.tables import ActivationRow
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def activate_rule_set(
    work: UnitOfWork,
    owner: Principal,
    version: str,
    wanted: datetime | None = None,
    reason: str | None = None,
    seen: int | None = None,
) -> datetime:
    """Put ``version`` in force from ``wanted`` on, or as soon as can be; return from when.

    Raises as ``rule_set_to_change``.
    """
    require_owner(owner)
    # Before the row: who decides holds the timetable, and may mark the row.
    await hold_timetable(work)
    found = await rule_set_to_change(work, owner, Act.ACTIVATE, version, seen)
    now = work.clock.now()
    begins = earliest_start(now, wanted)
    await add_activation(
        work,
        ActivationRow(
            rule_set_id=found.row.id, active_from=begins, at=now, by=owner.subject, name=owner.name, reason=reason
        ),
    )
    await work.audit(owner, "rule-set.activated", version)
    return begins
