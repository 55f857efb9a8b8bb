"""The intent to erase, and the tombstone of codes and times that remains (docs/architecture.md#confidentiality)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select, update

from loket_backoffice.domain.case_states import CaseState
from loket_backoffice.domain.contributions import OUTSTANDING, RequestState
from loket_backoffice.store.tables import CaseRow, ClockRow, ErasureRow, FactRow, RequestRow
from loket_shared.idempotency import forget_keys
from loket_shared.unit_of_work import UnitOfWork


async def intend_erasure(work: UnitOfWork, case_id: UUID, ordered_by: str) -> None:
    """Record that the question is to be erased; a repeated call is harmless."""
    statement = insert(ErasureRow).values(case_id=case_id, ordered_at=work.clock.now(), ordered_by=ordered_by)
    await work.session.exec(statement.on_conflict_do_nothing())


async def unfinished_erasures(work: UnitOfWork, before: datetime) -> Sequence[UUID]:
    """Return the questions whose erasure was ordered before a moment and is not complete."""
    query = select(ErasureRow.case_id).where(col(ErasureRow.done_at).is_(None), col(ErasureRow.ordered_at) < before)
    return (await work.session.exec(query)).all()


async def finish_erasure(work: UnitOfWork, case_id: UUID) -> str | None:
    """Turn the case into its tombstone and return its reference; None if that was done before.

    The idempotency keys of calls about the case and its requests are deleted.
    """
    now = work.clock.now()
    done = update(ErasureRow).where(col(ErasureRow.case_id) == case_id, col(ErasureRow.done_at).is_(None))
    if (await work.session.exec(done.values(done_at=now).returning(col(ErasureRow.case_id)))).one_or_none() is None:
        return None
    work.session.add(FactRow(case_id=case_id, kind="erased", at=now))
    await work.session.exec(
        update(RequestRow)
        .where(col(RequestRow.case_id) == case_id, col(RequestRow.state).in_(OUTSTANDING))
        .values(state=RequestState.CANCELLED, ended_at=now)
    )
    await work.session.exec(
        update(ClockRow)
        .where(col(ClockRow.case_id) == case_id, col(ClockRow.stopped_at).is_(None))
        .values(stopped_at=now, next_at=None)
    )
    row = (await work.session.exec(select(CaseRow).where(CaseRow.id == case_id).with_for_update())).one()
    row.state, row.assignee = CaseState.ERASED, None
    work.session.add(row)
    await work.session.flush()
    requests = (await work.session.exec(select(RequestRow.id).where(RequestRow.case_id == case_id))).all()
    await forget_keys(work, (row.reference, *map(str, requests)))
    return row.reference


async def erased_at(work: UnitOfWork, case_id: UUID) -> datetime:
    """Return the moment of the erasure of a question."""
    done_at = (await work.session.exec(select(ErasureRow.done_at).where(ErasureRow.case_id == case_id))).one()
    if done_at is None:
        raise LookupError("the erasure is not done")
    return done_at
