"""The stored dead letters: reads, closes and counts them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Row, func, select, text, tuple_, update
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_shared.bus.dead_letters.reasons import reason_code
from loket_shared.bus.dead_letters.tables import DEAD_LETTERS
from loket_shared.inbox.incoming import StoredRecord
from loket_shared.inbox.store import Outcome, lock_progress
from loket_shared.inbox.tables import PROGRESS


class DeadLetterState(StrEnum):
    """The state of a dead letter; an open one needs a decision."""

    OPEN = "open"
    REPLAYED = "replayed"
    DROPPED = "dropped"


@dataclass(frozen=True)
class DeadLetter:
    """A record that could not be handled.

    ``reason`` is a code and ``failure`` the exception's class, never its message: a message may repeat content.
    ``type``, ``subject``, ``key`` and ``sequence`` are None if the record is unreadable. ``kept`` is True if a copy is
    stored; otherwise a replay reads the log. ``waiting`` is the number of records parked behind it.
    """

    id: UUID
    state: DeadLetterState
    reason: str
    failure: str
    attempts: int
    event_id: str
    source: str
    type: str | None
    subject: str | None
    topic: str
    partition: int
    offset: int
    key: str | None
    sequence: int | None
    traceparent: str | None
    size: int
    kept: bool
    recorded_at: datetime
    tried_at: datetime
    closed_at: datetime | None
    waiting: int


_T = DEAD_LETTERS.c

_WAITING = (
    select(PROGRESS.c.parked)
    .where(PROGRESS.c.consumer == _T.consumer, PROGRESS.c.topic == _T.topic, PROGRESS.c.key == _T.key)
    .scalar_subquery()
)

_STORY = (
    *(_T[name] for name in ("id", "state", "reason", "failure", "attempts", "event_id", "source", "type", "subject")),
    *(_T[name] for name in ("topic", "partition", "offset", "key", "sequence", "traceparent", "size")),
    _T.value.is_not(None).label("kept"),
    *(_T[name] for name in ("recorded_at", "tried_at", "closed_at")),
    func.coalesce(_WAITING, 0).label("waiting"),
)

After = tuple[datetime, UUID]
"""Position in the list: the time at which a dead letter was recorded, and its id."""


@dataclass(frozen=True)
class DeadLetterFilter:
    """Selects the dead letters that match every field; None matches everything."""

    state: DeadLetterState | None = None
    reason: str | None = None
    type: str | None = None
    topic: str | None = None
    ids: Collection[UUID] | None = None


ALL_LETTERS = DeadLetterFilter()


async def list_letters(
    session: AsyncSession, consumer: str, after: After | None, limit: int, which: DeadLetterFilter = ALL_LETTERS
) -> list[DeadLetter]:
    """Return up to ``limit`` dead letters, oldest first, that come after ``after``."""
    query = select(*_STORY).where(_T.consumer == consumer).order_by(_T.recorded_at, _T.id).limit(limit)
    for column in ("state", "reason", "type", "topic"):
        if (value := getattr(which, column)) is not None:
            query = query.where(_T[column] == value)
    if which.ids is not None:
        query = query.where(_T.id.in_(which.ids))
    if after is not None:
        query = query.where(tuple_(_T.recorded_at, _T.id) > after)
    return [_letter(row) for row in await (await session.connection()).execute(query)]


async def find_letter(session: AsyncSession, consumer: str, letter: UUID) -> DeadLetter | None:
    """Return the dead letter with this id, or None."""
    query = select(*_STORY).where(_T.consumer == consumer, _T.id == letter)
    row = (await (await session.connection()).execute(query)).one_or_none()
    return None if row is None else _letter(row)


async def kept_copy(session: AsyncSession, letter: UUID) -> StoredRecord | None:
    """Return the stored copy of the record of a dead letter, or None if no copy was made."""
    query = select(DEAD_LETTERS).where(_T.id == letter, _T.value.is_not(None))
    row = (await (await session.connection()).execute(query)).mappings().one_or_none()
    return None if row is None else StoredRecord.of(row)


async def digest_of(session: AsyncSession, letter: UUID) -> bytes | None:
    """Return the SHA-256 of the record of a dead letter."""
    return (await (await session.connection()).execute(select(_T.digest).where(_T.id == letter))).scalar_one_or_none()


async def count_open(session: AsyncSession, consumer: str, *, besides: str) -> int:
    """Return the number of open dead letters, without those of the topic ``besides``."""
    query = select(func.count()).where(_T.consumer == consumer, _T.state == DeadLetterState.OPEN, _T.topic != besides)
    return int((await (await session.connection()).execute(query)).scalar_one())


def _letter(row: Row[tuple[object, ...]]) -> DeadLetter:
    story = row._asdict()
    return DeadLetter(**{**story, "state": DeadLetterState(story["state"])})


_CLOSE = text("""
    WITH closed AS (
        UPDATE dead_letters SET state = :state, closed_at = now(), attempts = attempts + :attempts
        WHERE id = :id AND state = 'open' RETURNING consumer, source, event_id, topic, key, sequence
    ), marked AS (
        UPDATE inbox SET outcome = :outcome, recorded_at = now() FROM closed
        WHERE inbox.consumer = closed.consumer AND inbox.source = closed.source AND inbox.id = closed.event_id
    ), released AS (
        UPDATE inbox_progress AS progress SET last = greatest(last, closed.sequence), held = EXISTS (
            SELECT FROM dead_letters AS other
            WHERE other.consumer = closed.consumer AND other.topic = closed.topic AND other.key = closed.key
            AND other.state = 'open' AND other.id <> :id)
        FROM closed
        WHERE progress.consumer = closed.consumer AND progress.topic = closed.topic AND progress.key = closed.key
    )
    SELECT count(*) FROM closed
""")


async def close_letter(
    session: AsyncSession, consumer: str, letter: DeadLetter, state: DeadLetterState, outcome: Outcome
) -> bool:
    """Close ``letter`` under the lock of its key; return False if somebody else closed it before.

    The key is released unless another open dead letter holds it.
    """
    if letter.key is not None:
        await lock_progress(session, consumer, letter.topic, letter.key)
    attempts = 0 if state is DeadLetterState.DROPPED else 1
    values = {"id": letter.id, "state": state, "outcome": outcome, "attempts": attempts}
    return bool((await (await session.connection()).execute(_CLOSE, values)).scalar_one())


async def note_attempt(session: AsyncSession, letter: DeadLetter, failure: Exception) -> None:
    """Add a failed replay to ``letter``: the attempt, its reason and its exception class."""
    told = {"reason": reason_code(failure), "failure": type(failure).__name__}
    row = update(DEAD_LETTERS).where(DEAD_LETTERS.c.id == letter.id)
    await (await session.connection()).execute(row.values(**told, attempts=DEAD_LETTERS.c.attempts + 1))
