"""The index of the clocks, for the scheduler, queues and service levels (docs/architecture.md#time).

Every change of a case updates it. A paused promise is indexed as if it ran again at the moment of writing. So the
paused case with the least time left comes first. Lists and counts leave out covert work.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import ColumnElement, case, exists, func, or_
from sqlmodel import col, select

from loket_backoffice.domain.deadlines import ClockState, DeadlineClock, Threshold, thresholds
from loket_backoffice.policy import service_levels
from loket_backoffice.store.seals import department_tag
from loket_backoffice.store.tables import ClockRow, PublishedThresholdRow, RequestRow, columns
from loket_shared.unit_of_work import UnitOfWork

# This is a hot path: one statement that bypasses the object mapper. Its query does not see its own writes, so besides
# the changed and unchanged clocks it finds only the removed ones. $1 is the case, $2 to $9 are ``clock_columns``.
KEPT_CLOCKS = """
    kept AS (
        INSERT INTO clocks AS clock (case_id, subject, name, turn, state, started_at, stopped_at, due, next_at)
        SELECT $1, * FROM unnest($2::uuid[], $3::text[], $4::int[], $5::text[], $6::timestamptz[], $7::timestamptz[],
                                 $8::timestamptz[], $9::timestamptz[])
        ON CONFLICT (case_id, subject, name, turn) DO UPDATE
        SET state = excluded.state, started_at = excluded.started_at, stopped_at = excluded.stopped_at,
            due = excluded.due, next_at = excluded.next_at
        RETURNING subject, name, turn
    )
"""
DROP_OTHER_CLOCKS = """
    DELETE FROM clocks WHERE case_id = $1 AND (subject, name, turn) NOT IN (SELECT subject, name, turn FROM kept)
"""
_REFRESH = f"WITH {KEPT_CLOCKS} {DROP_OTHER_CLOCKS}"
_TOLD = "SELECT subject, name, turn, percentage FROM told_thresholds WHERE case_id = $1"
_TELL = """
    INSERT INTO told_thresholds (case_id, subject, name, turn, percentage, told_at)
    SELECT $1, *, $2 FROM unnest($3::uuid[], $4::text[], $5::int[], $6::int[])
    ON CONFLICT DO NOTHING RETURNING subject, name, turn, percentage
"""


async def refresh_clocks(work: UnitOfWork, case_id: UUID, clocks: Sequence[DeadlineClock]) -> None:
    """Write the present clocks into the index, each with the moment of its next threshold."""
    await work.driver.execute(_REFRESH, case_id, *await clock_columns(work, case_id, clocks))


async def clock_columns(work: UnitOfWork, case_id: UUID, clocks: Sequence[DeadlineClock]) -> list[list[object]]:
    """Return the columns of the index for the present clocks of a case."""
    now, ahead = work.clock.now(), list(thresholds(clocks, service_levels()))
    reached = any(threshold.at <= now for threshold in ahead)
    told = {tuple(row) for row in await work.driver.fetch(_TOLD, case_id)} if reached else set()
    coming: dict[_Key, datetime] = {}
    for threshold in ahead:
        key = _key(threshold.clock, case_id)
        if (*key, threshold.percentage) not in told:
            coming[key] = min(threshold.at, coming.get(key, threshold.at))
    return columns([_row(clock, case_id, coming.get(_key(clock, case_id))) for clock in clocks], 8)


def _not_timing(work: UnitOfWork, departments: Collection[str]) -> ColumnElement[bool]:
    """Return the condition that a clock does not time the contribution of one of ``departments``."""
    tags = [department_tag(work, code) for code in departments]
    timed = exists().where(col(RequestRow.id) == col(ClockRow.subject), col(RequestRow.department_tag).in_(tags))
    return ~timed


async def cases_due(work: UnitOfWork, most: int) -> Sequence[UUID]:
    """Return cases with a reached threshold that is not published, the longest due first."""
    query = select(ClockRow.case_id).where(col(ClockRow.next_at) <= work.clock.now())
    return (await work.session.exec(query.order_by(col(ClockRow.next_at)).limit(most))).all()


async def mark_published(work: UnitOfWork, case_id: UUID, reached: Sequence[Threshold]) -> list[Threshold]:
    """Record that thresholds are published; return those that were not before, so that each is published once."""
    if not reached:
        return []
    by_key = {(*_key(threshold.clock, case_id), threshold.percentage): threshold for threshold in reached}
    new = await work.driver.fetch(_TELL, case_id, work.clock.now(), *columns(list(by_key), 4))
    marked = {tuple(row) for row in new}
    return [threshold for key, threshold in by_key.items() if key in marked]


_Key = tuple[UUID, str, int]


def _key(clock: DeadlineClock, case_id: UUID) -> _Key:
    return clock.request_id or case_id, str(clock.name), clock.cycle


def _row(clock: DeadlineClock, case_id: UUID, next_at: datetime | None) -> tuple[object, ...]:
    return (*_key(clock, case_id), clock.state, clock.started_at, clock.stopped_at, clock.due, next_at)


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
    counts = sa.select(col(ClockRow.name), met, missed, lapsed, running).where(_not_timing(work, covert))
    query = counts.group_by(col(ClockRow.name)).order_by(col(ClockRow.name))
    return [Counts(*row) for row in await (await work.session.connection()).execute(query)]


async def count_at_risk(work: UnitOfWork, covert: Collection[str]) -> dict[str, int]:
    """Return, by name, the number of promises that passed their warning and are not kept yet."""
    told = exists().where(
        col(PublishedThresholdRow.case_id) == col(ClockRow.case_id),
        col(PublishedThresholdRow.subject) == col(ClockRow.subject),
        col(PublishedThresholdRow.name) == col(ClockRow.name),
        col(PublishedThresholdRow.turn) == col(ClockRow.turn),
    )
    running = col(ClockRow.stopped_at).is_(None)
    query = select(ClockRow.name, func.count()).where(running, told, _not_timing(work, covert)).group_by(ClockRow.name)
    return dict((await work.session.exec(query)).all())
