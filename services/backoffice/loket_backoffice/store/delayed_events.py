"""Events about contribution work that wait for publication; sealed, like everything about a department's work."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from loket_backoffice.store.seals import work_key
from loket_shared.contracts.contribution_event import ContributionEvent
from loket_shared.contracts.event import Event
from loket_shared.contracts.registry import BY_TYPE
from loket_shared.db.ids import random_id
from loket_shared.failures import ErasedError
from loket_shared.unit_of_work import Place, UnitOfWork

_INSERT = """
    INSERT INTO delayed_events (id, request_id, type, since, share, event) VALUES ($1, $2, $3, $4, $5, $6)
"""
_DUE = """
    SELECT id FROM delayed_events WHERE since + share * $1::interval <= $2 ORDER BY since + share * $1 LIMIT $3
"""
_OVERDUE = "SELECT max($2 - (since + share * $1::interval)) FROM delayed_events WHERE since + share * $1 <= $2"
# A row that another process holds is skipped. A row waits for earlier rows of the same request.
_TAKE = """
    DELETE FROM delayed_events WHERE id = (
        SELECT id FROM delayed_events AS mine
        WHERE id = $1 AND NOT EXISTS (
            SELECT FROM delayed_events AS earlier
            WHERE earlier.request_id = mine.request_id AND earlier.position < mine.position
        )
        FOR UPDATE SKIP LOCKED
    )
    RETURNING type, event
"""


async def add_delayed_event(
    work: UnitOfWork, case_id: UUID, event: ContributionEvent, since: datetime, share: float
) -> None:
    """Store ``event`` until ``share`` of the spread has passed after ``since``."""
    row_id = random_id()
    sealed = await work.seal_model(event, work_key(case_id, event.request_id), _place(row_id))
    await work.driver.execute(_INSERT, row_id, event.request_id, event.TYPE, since, share, sealed)


async def due_events(work: UnitOfWork, spread: timedelta, most: int) -> Sequence[UUID]:
    """Return the due rows, the longest due first."""
    return [row["id"] for row in await work.driver.fetch(_DUE, spread, work.clock.now(), most)]


async def overdue_for(work: UnitOfWork, spread: timedelta) -> timedelta:
    """Return how long the event that is due longest has been due; zero if none is due."""
    overdue: timedelta | None = await work.driver.fetchval(_OVERDUE, spread, work.clock.now())
    return overdue or timedelta()


async def take_delayed_event(work: UnitOfWork, row_id: UUID) -> Event | None:
    """Remove a row and return its event, which must be published in this transaction.

    None if its turn has not come, if another process took it, or if its question is erased: then nobody could read the
    event any more, so it is dropped.
    """
    row = await work.driver.fetchrow(_TAKE, row_id)
    if row is None:
        return None
    try:
        return await work.unseal_model(BY_TYPE[row["type"]], row["event"], _place(row_id))
    except ErasedError:
        return None


def _place(row_id: UUID) -> Place:
    return Place("delayed_events", row_id, "event")
