"""The recomputable index of the clocks, for the scheduler, queues and service levels (design section 6)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from loket_backoffice.domain.case import CaseFile
from loket_backoffice.domain.deadlines import Clock, Threshold, clocks_of, thresholds
from loket_backoffice.policy import service_levels
from loket_backoffice.store.department_tags import tag_of
from loket_backoffice.store.tables import ClockRow, RequestRow, ToldThresholdRow
from loket_shared.db.unit_of_work import UnitOfWork

_WIDTH = 8
# This is a hot path: one statement, past the object mapper. What it writes its own query does not see,
# so beside the clocks that changed or stay it finds just those that are gone.
_REFRESH = """
    WITH kept AS (
        INSERT INTO clocks AS clock (case_id, subject, name, turn, state, started_at, stopped_at, due, next_at)
        SELECT $1, * FROM unnest($2::uuid[], $3::text[], $4::int[], $5::text[], $6::timestamptz[], $7::timestamptz[],
                                 $8::timestamptz[], $9::timestamptz[])
        ON CONFLICT (case_id, subject, name, turn) DO UPDATE
        SET state = excluded.state, started_at = excluded.started_at, stopped_at = excluded.stopped_at,
            due = excluded.due, next_at = excluded.next_at
        RETURNING subject, name, turn
    )
    DELETE FROM clocks WHERE case_id = $1 AND (subject, name, turn) NOT IN (SELECT subject, name, turn FROM kept)
"""


def subject_of(clock: Clock, case_id: UUID) -> UUID:
    """Return what the clock times: its contribution request, or the case."""
    return clock.request_id or case_id


async def refresh_clocks(work: UnitOfWork, case_id: UUID, case: CaseFile) -> list[Clock]:
    """Write down what the clocks say now, and when the next of each is due to be looked at."""
    now = work.clock.now()
    clocks = clocks_of(case, service_levels(), now)
    ahead = list(thresholds(clocks, service_levels()))
    told = await _told(work, case_id) if any(threshold.at <= now for threshold in ahead) else frozenset()
    coming: dict[tuple[UUID, str, int], datetime] = {}
    for threshold in ahead:
        key = _key(threshold.clock, case_id)
        if (*key, threshold.percentage) not in told:
            coming[key] = min(threshold.at, coming.get(key, threshold.at))
    rows = [_row(clock, case_id, coming.get(_key(clock, case_id))) for clock in clocks]
    await work.driver.execute(_REFRESH, case_id, *_columns(rows))
    return clocks


def not_of(work: UnitOfWork, departments: Collection[str]) -> ColumnElement[bool]:
    """Return the condition that a clock does not time the contribution of one of ``departments``."""
    tags = [tag_of(work, code) for code in departments]
    return col(ClockRow.subject).not_in(select(RequestRow.id).where(col(RequestRow.department_tag).in_(tags)))


async def cases_due(work: UnitOfWork, most: int) -> Sequence[UUID]:
    """Return cases of which a threshold has come and is not told, the longest due first."""
    query = select(ClockRow.case_id).where(col(ClockRow.next_at) <= work.clock.now())
    return (await work.session.exec(query.order_by(col(ClockRow.next_at)).limit(most))).all()


async def mark_told(work: UnitOfWork, case_id: UUID, threshold: Threshold) -> bool:
    """Note that a threshold is told; False where it was before, which is what makes it told once."""
    subject, name, turn = _key(threshold.clock, case_id)
    statement = insert(ToldThresholdRow).values(
        case_id=case_id,
        subject=subject,
        name=name,
        turn=turn,
        percentage=threshold.percentage,
        told_at=work.clock.now(),
    )
    result = await work.session.exec(statement.on_conflict_do_nothing().returning(col(ToldThresholdRow.percentage)))
    return result.one_or_none() is not None


async def _told(work: UnitOfWork, case_id: UUID) -> frozenset[tuple[UUID, str, int, int]]:
    query = select(ToldThresholdRow).where(ToldThresholdRow.case_id == case_id)
    rows = (await work.session.exec(query)).all()
    return frozenset((row.subject, row.name, row.turn, row.percentage) for row in rows)


def _key(clock: Clock, case_id: UUID) -> tuple[UUID, str, int]:
    return subject_of(clock, case_id), str(clock.name), clock.turn


def _row(clock: Clock, case_id: UUID, next_at: datetime | None) -> tuple[object, ...]:
    return (*_key(clock, case_id), clock.state, clock.started_at, clock.stopped_at, clock.due, next_at)


def _columns(rows: Sequence[tuple[object, ...]]) -> list[list[object]]:
    return [[row[place] for row in rows] for place in range(_WIDTH)]
