"""Events about contribution work that wait for publication; sealed, like everything about a department's work."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from loket_backoffice.store.seals import Content, open_all, seal_all, work_key
from loket_backoffice.store.tables import columns
from loket_shared.contracts.contribution_event import ContributionEvent
from loket_shared.contracts.event import Event
from loket_shared.contracts.registry import BY_TYPE
from loket_shared.db.ids import random_id
from loket_shared.unit_of_work import Place, UnitOfWork

_INSERT = """
    INSERT INTO delayed_events (id, request_id, type, since, share, event)
    SELECT id, request_id, type, since, share, event
    FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::float8[], $6::bytea[]) WITH ORDINALITY
        AS delayed (id, request_id, type, since, share, event, place)
    ORDER BY place
"""
_DUE = """
    SELECT id FROM delayed_events WHERE since + share * $1::interval <= $2 ORDER BY since + share * $1 LIMIT $3
"""
_OVERDUE = "SELECT max($2 - (since + share * $1::interval)) FROM delayed_events WHERE since + share * $1 <= $2"
# A row that another process holds is skipped. A row waits for earlier rows of the same request.
_TAKE = """
    WITH free AS (
        SELECT id FROM delayed_events AS mine
        WHERE id = ANY($1) AND NOT EXISTS (
            SELECT FROM delayed_events AS earlier
            WHERE earlier.request_id = mine.request_id AND earlier.position < mine.position
        )
        FOR UPDATE SKIP LOCKED
    )
    DELETE FROM delayed_events WHERE id IN (SELECT id FROM free) RETURNING id, type, event
"""


class DelayedEvent(NamedTuple):
    """An event that is published once ``share`` of the spread has passed after ``since``."""

    event: ContributionEvent
    since: datetime
    share: float


async def add_delayed_events(work: UnitOfWork, case_id: UUID, delayed: Sequence[DelayedEvent]) -> None:
    """Store events about one case until they are due."""
    ids = [random_id() for _ in delayed]
    contents = [
        Content(event.model_dump_json(by_alias=True).encode(), work_key(case_id, event.request_id), _place(row_id))
        for row_id, (event, _, _) in zip(ids, delayed, strict=True)
    ]
    sealed = await seal_all(work, contents)
    rows = [
        (row_id, event.request_id, event.TYPE, since, share, content)
        for row_id, (event, since, share), content in zip(ids, delayed, sealed, strict=True)
    ]
    await work.driver.execute(_INSERT, *columns(rows, 6))


async def due_events(work: UnitOfWork, spread: timedelta, most: int) -> Sequence[UUID]:
    """Return the due rows, the longest due first."""
    return [row["id"] for row in await work.driver.fetch(_DUE, spread, work.clock.now(), most)]


async def overdue_for(work: UnitOfWork, spread: timedelta) -> timedelta:
    """Return how long the event that is due longest has been due; zero if none is due."""
    overdue: timedelta | None = await work.driver.fetchval(_OVERDUE, spread, work.clock.now())
    return overdue or timedelta()


async def take_delayed_events(work: UnitOfWork, row_ids: Sequence[UUID]) -> list[Event]:
    """Remove rows and return their events in order; they must be published in this transaction.

    Left are rows whose turn has not come and those that another process took. The event of an erased question is
    removed and not returned: nobody could read it any more.
    """
    rows = {row["id"]: row for row in await work.driver.fetch(_TAKE, row_ids)}
    taken = [rows[row_id] for row_id in row_ids if row_id in rows]
    opened = await open_all(work, [(row["event"], _place(row["id"])) for row in taken])
    return [BY_TYPE[row["type"]].model_validate_json(event) for row, event in zip(taken, opened, strict=True) if event]


def _place(row_id: UUID) -> Place:
    return Place("delayed_events", row_id, "event")
