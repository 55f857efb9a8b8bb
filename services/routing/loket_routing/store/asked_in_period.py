"""Which questions were asked in a period."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from loket_routing.store.tables import QuestionRow
from loket_shared.unit_of_work import UnitOfWork


async def newest_asked(work: UnitOfWork, begins: datetime, ends: datetime, most: int) -> Sequence[UUID]:
    """Return at most ``most`` questions asked from ``begins`` until before ``ends``, newest first, none that is erased.

    Ids alone, all at once: what is asked or erased meanwhile moves no later part of the list.
    """
    asked = (
        select(QuestionRow.question_id)
        .where(
            col(QuestionRow.erased_at).is_(None),
            col(QuestionRow.asked_at) >= begins,
            col(QuestionRow.asked_at) < ends,
        )
        .order_by(col(QuestionRow.asked_at).desc(), col(QuestionRow.question_id).desc())
        .limit(most)
    )
    return (await work.session.exec(asked)).all()
