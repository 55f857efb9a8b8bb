"""How pressing cases are, from the index of the clocks (design section 6).

A paused promise stands in the index as it would run out, had it gone on when the index was written;
among paused cases the one that had the least time left then comes first.
"""

from collections.abc import Collection
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Subquery, case, cast, func, literal, select
from sqlmodel import col

from loket_backoffice.domain.deadlines import ClockState
from loket_backoffice.store.clock_index import not_of
from loket_backoffice.store.tables import ClockRow
from loket_shared.unit_of_work import UnitOfWork

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""The due moment of a case that nobody waits for."""


class UrgencyIndex:
    """The columns ``rank`` and ``due`` of each case, as far as clocks of ``hidden`` departments are left out.

    ``promises`` has a row for each case that somebody waits for; a case without one has the defaults.
    """

    def __init__(self, work: UnitOfWork, hidden: Collection[str]) -> None:
        paused, due = col(ClockRow.state) == ClockState.PAUSED, func.min(ClockRow.due)
        self.promises: Subquery = (
            select(
                col(ClockRow.case_id),
                func.min(case((paused, 1), else_=0)).label("rank"),
                func.coalesce(due.filter(~paused), due).label("due"),
            )
            .where(col(ClockRow.stopped_at).is_(None), not_of(work, hidden))
            .group_by(col(ClockRow.case_id))
            .subquery()
        )
        self.case_id: ColumnElement[UUID] = self.promises.c.case_id
        self.rank: ColumnElement[int] = cast(func.coalesce(self.promises.c.rank, 2), BigInteger)
        self.due: ColumnElement[datetime] = func.coalesce(self.promises.c.due, literal(NEVER))
