"""Activations: made, cancelled, and told once they begin."""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from loket_routing.store.tables import ActivationRow, RuleSetRow
from loket_shared.unit_of_work import UnitOfWork


async def add_activation(work: UnitOfWork, row: ActivationRow) -> None:
    """Plan that a rule set decides from a moment on; the timetable must be held."""
    work.session.add(row)
    await work.session.flush()


async def cancel_activations(work: UnitOfWork, rule_set_id: UUID, after: datetime, now: datetime) -> bool:
    """Take back what begins ``after`` a moment of one rule set, and say whether anything does.

    The timetable must be held.
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


async def next_untold(work: UnitOfWork, now: datetime) -> tuple[ActivationRow, RuleSetRow] | None:
    """Return the first activation that has begun and was not told, locked; None where all were, or another tells it."""
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
