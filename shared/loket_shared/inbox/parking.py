"""Parks early records in the database, so that their offsets can be committed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import LargeBinary, RowMapping, Uuid, bindparam, cast, func, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_shared.inbox.incoming import ReceivedRecord, StoredRecord
from loket_shared.inbox.store import (
    Outcome,
    inbox_columns,
    lock_progress,
)
from loket_shared.inbox.tables import PARKED

_PARK = text("""
    WITH counted AS (
        UPDATE inbox_progress SET parked = parked + 1 WHERE consumer = :consumer AND topic = :topic AND key = :key
    )
    INSERT INTO inbox_parked (consumer, source, id, topic, partition, "offset", key, sequence, value, headers)
    VALUES (:consumer, :source, :id, :topic, :partition, :offset, :key, :sequence, :value, :headers)
""").bindparams(bindparam("value", type_=LargeBinary), bindparam("headers", type_=JSONB))

_NEXT = text("""
    SELECT parked.* FROM inbox_parked AS parked JOIN inbox_progress AS progress USING (consumer, topic, key)
    WHERE consumer = :consumer AND topic = :topic AND key = :key AND NOT held AND sequence <= last + 1
    ORDER BY sequence, parked_at LIMIT 1
""")

_UNPARK = text("""
    WITH turn AS (
        UPDATE inbox_progress SET last = greatest(last, :sequence), parked = parked - 1, reread_at = NULL
        WHERE consumer = :consumer AND topic = :topic AND key = :key AND NOT held AND last >= :sequence - 1
        AND EXISTS (SELECT FROM inbox_parked WHERE consumer = :consumer AND source = :source AND id = :id)
        RETURNING consumer
    ), taken AS (
        DELETE FROM inbox_parked USING turn
        WHERE inbox_parked.consumer = turn.consumer AND source = :source AND id = :id
    )
    UPDATE inbox SET outcome = :outcome, recorded_at = now() FROM turn
    WHERE inbox.consumer = turn.consumer AND source = :source AND id = :id
    RETURNING id
""")

# The sender chooses an event's id, so addresses use a handle that the desk makes.
_DIGEST = func.sha256(func.convert_to(PARKED.c.source + "\n" + PARKED.c.id, "UTF8"))
_HANDLE = cast(func.encode(func.substr(_DIGEST, 1, 16), "hex"), Uuid)
_PARKED = select(_HANDLE.label("handle"), PARKED)

_DROP = text("""
    WITH dropped AS (
        DELETE FROM inbox_parked WHERE consumer = :consumer AND source = :source AND id = :id
        RETURNING consumer, source, id, topic, key
    ), counted AS (
        UPDATE inbox_progress AS progress SET parked = parked - 1 FROM dropped
        WHERE progress.consumer = dropped.consumer AND progress.topic = dropped.topic AND progress.key = dropped.key
    )
    UPDATE inbox SET outcome = 'dropped', recorded_at = now() FROM dropped
    WHERE inbox.consumer = dropped.consumer AND inbox.source = dropped.source AND inbox.id = dropped.id
    RETURNING inbox.id
""")


@dataclass(frozen=True)
class Parked:
    """A record that waits for its turn; ``handle`` is its id in addresses."""

    handle: UUID
    record: StoredRecord
    event_id: str
    source: str
    sequence: int
    parked_at: datetime

    @classmethod
    def of(cls, row: RowMapping) -> "Parked":
        """Return the parked record in ``row``."""
        return cls(row["handle"], StoredRecord.of(row), row["id"], row["source"], row["sequence"], row["parked_at"])


async def park(session: AsyncSession, consumer: str, received: ReceivedRecord) -> None:
    """Store ``received`` until its predecessor is done; its inbox row must exist and its key must be locked."""
    kept = {"value": received.record.value, "headers": received.kept_headers()}
    connection = await session.connection()
    await connection.execute(_PARK, {**inbox_columns(consumer, received, Outcome.PARKED), **kept})


async def next_parked(session: AsyncSession, consumer: str, topic: str, key: str) -> ReceivedRecord | None:
    """Return the parked record of a key that is ready, or None."""
    connection = await session.connection()
    rows = await connection.execute(_NEXT, {"consumer": consumer, "topic": topic, "key": key})
    row = rows.mappings().one_or_none()
    return None if row is None else ReceivedRecord.of(StoredRecord.of(row))


async def unpark(session: AsyncSession, consumer: str, received: ReceivedRecord, outcome: Outcome) -> bool:
    """Record a parked record with ``outcome`` and remove it; locks its key. Returns False if it is not parked or not
    ready.
    """
    connection = await session.connection()
    rows = await connection.execute(_UNPARK, inbox_columns(consumer, received, outcome))
    return rows.one_or_none() is not None


async def list_parked(session: AsyncSession, consumer: str, topic: str, key: str, limit: int) -> list[Parked]:
    """Return the first ``limit`` parked records of a key, in the order of their sequence."""
    of_key = _PARKED.where(PARKED.c.consumer == consumer, PARKED.c.topic == topic, PARKED.c.key == key)
    first = of_key.order_by(PARKED.c.sequence, PARKED.c.parked_at).limit(limit)
    return [Parked.of(row) for row in (await (await session.connection()).execute(first)).mappings()]


async def find_parked(session: AsyncSession, consumer: str, handle: UUID) -> Parked | None:
    """Return the parked record with this handle, or None."""
    named = _PARKED.where(PARKED.c.consumer == consumer, _HANDLE.in_([handle]))
    row = (await (await session.connection()).execute(named)).mappings().one_or_none()
    return None if row is None else Parked.of(row)


async def drop_parked(session: AsyncSession, consumer: str, parked: Parked) -> bool:
    """Record a parked record as dropped under the lock of its key; return False if it is no longer parked."""
    await lock_progress(session, consumer, parked.record.topic, (parked.record.key or b"").decode())
    values = {"consumer": consumer, "source": parked.source, "id": parked.event_id}
    return (await (await session.connection()).execute(_DROP, values)).one_or_none() is not None
