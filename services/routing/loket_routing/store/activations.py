"""Activations of rule sets: added, cancelled, and announced once they begin."""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from loket_routing.store.tables import ActivationRow, RuleSetRow
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def add_activation(
    work: UnitOfWork, rule_set_id: UUID, principal: Principal, active_from: datetime, reason: str | None
) -> None:
    """Add an activation from ``active_from`` on; the timetable must be locked."""
    row = ActivationRow(
        rule_set_id=rule_set_id,
        active_from=active_from,
        at=work.clock.now(),
        by=principal.subject,
        name=principal.name,
        reason=reason,
    )
    work.session.add(row)
    await work.session.flush()


async def cancel_activations(work: UnitOfWork, rule_set_id: UUID, after: datetime, now: datetime) -> bool:
    """Cancel the activations of a rule set that begin ``after`` a moment; return whether there were any.

    The timetable must be locked.
    """
    coming = select(ActivationRow).where(
        ActivationRow.rule_set_id == rule_set_id,
        col(ActivationRow.cancelled_at).is_(None),
        ActivationRow.active_from > after,
    )
    rows = (await work.session.exec(coming)).all()
    for row in rows:
        row.cancelled_at = now
    return bool(rows)


async def next_unannounced(work: UnitOfWork, now: datetime) -> tuple[ActivationRow, RuleSetRow] | None:
    """Lock and return the first activation that began and is not announced; None if there is none or it is locked."""
    begun = (
        select(ActivationRow, RuleSetRow)
        .join(RuleSetRow, col(RuleSetRow.id) == ActivationRow.rule_set_id)
        .where(
            col(ActivationRow.announced_at).is_(None),
            col(ActivationRow.cancelled_at).is_(None),
            ActivationRow.active_from <= now,
        )
        .order_by(col(ActivationRow.active_from), col(ActivationRow.position))
        .limit(1)
    )
    return (await work.session.exec(begun.with_for_update(skip_locked=True, of=ActivationRow))).one_or_none()


async def mark_announced(work: UnitOfWork, row: ActivationRow) -> None:
    """Record that a locked activation is announced."""
    row.announced_at = work.clock.now()
    await work.session.flush()
