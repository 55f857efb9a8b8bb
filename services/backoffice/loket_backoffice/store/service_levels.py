"""Counts of the promises, and the cases whose promise runs out first. Covert work is left out."""

from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import case, exists, func, or_
from sqlmodel import col, select

from loket_backoffice.domain.deadlines import ClockState
from loket_backoffice.store.clocks import UrgencyIndex, not_timing
from loket_backoffice.store.tables import CaseRow, ClockRow, PublishedThresholdRow
from loket_shared.unit_of_work import UnitOfWork


class Counts(NamedTuple):
    """The numbers of the promise ``name``: met, missed, lapsed, and running in time."""

    name: str
    met: int
    missed: int
    lapsed: int
    running: int


async def count_promises(work: UnitOfWork, covert: Collection[str]) -> Sequence[Counts]:
    """Return the counts of each promise, by name."""
    stopped, due, now = col(ClockRow.stopped_at), col(ClockRow.due), work.clock.now()
    met = func.count(case((col(ClockRow.state) == ClockState.MET, 1)))
    lapsed = func.count(case((col(ClockRow.state) == ClockState.LAPSED, 1)))
    missed = func.count(case((or_(stopped > due, (stopped.is_(None)) & (due <= now)), 1)))
    running = func.count(case(((stopped.is_(None)) & (due > now), 1)))
    counts = sa.select(col(ClockRow.name), met, missed, lapsed, running).where(not_timing(work, covert))
    query = counts.group_by(col(ClockRow.name)).order_by(col(ClockRow.name))
    return [Counts(*row) for row in await (await work.session.connection()).execute(query)]


async def cases_by_due(work: UnitOfWork, covert: Collection[str], limit: int) -> Sequence[UUID]:
    """Return the cases with an open promise, the most urgent first.

    Ties are sorted explicitly: the physical order of rows changes with covert work.
    """
    index = UrgencyIndex(work, covert)
    query = select(index.case_id).order_by(index.rank, index.due, index.case_id).limit(limit)
    return (await work.session.exec(query)).all()


async def count_by_state(work: UnitOfWork) -> dict[str, int]:
    """Return the number of cases in each state."""
    query = select(CaseRow.state, func.count()).group_by(CaseRow.state)
    return dict((await work.session.exec(query)).all())


async def count_at_risk(work: UnitOfWork, covert: Collection[str]) -> dict[str, int]:
    """Return, by name, the number of promises that passed their warning and are not kept yet."""
    told = exists().where(
        col(PublishedThresholdRow.case_id) == col(ClockRow.case_id),
        col(PublishedThresholdRow.subject) == col(ClockRow.subject),
        col(PublishedThresholdRow.name) == col(ClockRow.name),
        col(PublishedThresholdRow.turn) == col(ClockRow.turn),
    )
    running = col(ClockRow.stopped_at).is_(None)
    query = select(ClockRow.name, func.count()).where(running, told, not_timing(work, covert)).group_by(ClockRow.name)
    return dict((await work.session.exec(query)).all())
