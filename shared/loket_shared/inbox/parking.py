"""Records that came before their turn: kept here, so that their offsets can be committed (design section 4.3)."""

from sqlalchemy import LargeBinary, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_shared.bus.received import Received, StoredRecord
from loket_shared.inbox.outcome import Outcome
from loket_shared.inbox.turns import columns

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


async def park(session: AsyncSession, consumer: str, received: Received) -> None:
    """Keep ``received``, recorded as parked, until its predecessor is done; its key must be locked."""
    kept = {"value": received.record.value, "headers": received.kept_headers()}
    connection = await session.connection()
    await connection.execute(_PARK, {**columns(consumer, received, Outcome.PARKED), **kept})


async def next_parked(session: AsyncSession, consumer: str, topic: str, key: str) -> Received | None:
    """Return the parked record of a key whose turn has come, if there is one."""
    connection = await session.connection()
    rows = await connection.execute(_NEXT, {"consumer": consumer, "topic": topic, "key": key})
    row = rows.mappings().one_or_none()
    return None if row is None else Received.of(StoredRecord.of(row))


async def unpark(session: AsyncSession, consumer: str, received: Received, outcome: Outcome) -> bool:
    """Take a parked record as ``outcome`` if it is still parked and its turn; its key is locked from then on."""
    connection = await session.connection()
    rows = await connection.execute(_UNPARK, columns(consumer, received, outcome))
    return rows.one_or_none() is not None
