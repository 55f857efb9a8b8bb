"""A record's turn: each key's events are taken in their order, each event once (design section 4.3)."""

from typing import Any, NamedTuple

from sqlalchemy import BigInteger, BindParameter, Integer, Text, bindparam, text
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_shared.bus.received import Received
from loket_shared.inbox.outcome import Outcome

_TYPES: list[BindParameter[Any]] = [
    *(bindparam(name, type_=Text) for name in ("consumer", "source", "id", "type", "topic", "key", "outcome")),
    bindparam("partition", type_=Integer),
    bindparam("offset", type_=BigInteger),
    bindparam("sequence", type_=BigInteger),
]

# The usual case in one statement: the event is new, nothing holds its key, and its predecessor is
# done. The key's row stays locked until the commit, so two members of a group that both believe the
# partition theirs take turns, and the second finds the event taken.
_TAKE = text("""
    WITH turn AS (
        INSERT INTO inbox_progress AS progress (consumer, topic, key, last, held, parked)
        SELECT :consumer, :topic, :key, :sequence, false, 0
        WHERE NOT EXISTS (SELECT FROM inbox WHERE consumer = :consumer AND source = :source AND id = :id)
        AND (:sequence = 1 OR EXISTS (
            SELECT FROM inbox_progress WHERE consumer = :consumer AND topic = :topic AND key = :key))
        ON CONFLICT (consumer, topic, key) DO UPDATE SET last = excluded.last
        WHERE progress.last = excluded.last - 1 AND NOT progress.held
        RETURNING parked
    ), recorded AS (
        INSERT INTO inbox (consumer, source, id, type, topic, partition, "offset", key, sequence, outcome)
        SELECT :consumer, :source, :id, :type, :topic, :partition, :offset, :key, :sequence, :outcome FROM turn
    )
    SELECT parked FROM turn
""").bindparams(*_TYPES)

_LOCK = text("""
    INSERT INTO inbox_progress AS progress (consumer, topic, key, last, held, parked)
    VALUES (:consumer, :topic, :key, 0, false, 0)
    ON CONFLICT (consumer, topic, key) DO UPDATE SET held = progress.held
    RETURNING last, held, parked
""")

_RECORD = text("""
    INSERT INTO inbox (consumer, source, id, type, topic, partition, "offset", key, sequence, outcome)
    VALUES (:consumer, :source, :id, :type, :topic, :partition, :offset, :key, :sequence, :outcome)
    ON CONFLICT DO NOTHING RETURNING id
""").bindparams(*_TYPES)


class Progress(NamedTuple):
    """How far a key is; the row is locked until the transaction ends."""

    last: int
    held: bool
    parked: int


async def take_turn(session: AsyncSession, consumer: str, received: Received, outcome: Outcome) -> int | None:
    """Record ``received`` as ``outcome`` if it is its turn.

    Returns how many records of its key are parked, or None where it is not its turn.
    """
    connection = await session.connection()
    row = (await connection.execute(_TAKE, columns(consumer, received, outcome))).one_or_none()
    return None if row is None else int(row.parked)


async def lock_progress(session: AsyncSession, consumer: str, topic: str, key: str) -> Progress:
    """Lock a key, so that nobody else takes its events meanwhile, and tell how far it is."""
    connection = await session.connection()
    row = (await connection.execute(_LOCK, {"consumer": consumer, "topic": topic, "key": key})).one()
    return Progress(*row)


async def record(session: AsyncSession, consumer: str, received: Received, outcome: Outcome) -> bool:
    """Record ``received`` out of turn; False where it was recorded before."""
    connection = await session.connection()
    row = await connection.execute(_RECORD, columns(consumer, received, outcome))
    return row.one_or_none() is not None


def columns(consumer: str, received: Received, outcome: Outcome) -> dict[str, object]:
    """Return the values of an inbox row."""
    envelope, lay = received.envelope, received.record
    return {
        "consumer": consumer,
        "source": envelope.source,
        "id": envelope.id,
        "type": envelope.type,
        "topic": lay.topic,
        "partition": lay.partition,
        "offset": lay.offset,
        "key": received.key,
        "sequence": envelope.sequence,
        "outcome": outcome,
    }
