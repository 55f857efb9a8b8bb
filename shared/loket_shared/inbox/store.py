"""Claims each record once, in the order of its key, and finds claimed records (docs/architecture.md#inbox)."""

from collections.abc import Collection
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, BindParameter, Integer, Text, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_shared.broker.ports import Record
from loket_shared.db.database import Transaction
from loket_shared.inbox.incoming import EventIdentity, ReceivedRecord, fingerprint, identity_of


class Outcome(StrEnum):
    """The outcome in an inbox row; ``passed`` means that the service does not handle the type.

    See docs/architecture.md#failure.
    """

    HANDLED = "handled"
    PASSED = "passed"
    ERASED = "erased"
    PARKED = "parked"
    DEAD = "dead"
    DROPPED = "dropped"


class KeyProgress(NamedTuple):
    """The progress of a key: ``last`` is the sequence up to which all events are done; the row stays locked."""

    last: int
    held: bool
    parked: int


_TYPES: list[BindParameter[Any]] = [
    *(bindparam(name, type_=Text) for name in ("consumer", "source", "id", "type", "topic", "key", "outcome")),
    bindparam("partition", type_=Integer),
    bindparam("offset", type_=BigInteger),
    bindparam("sequence", type_=BigInteger),
]

# The usual case in one statement: the event is new, nothing holds its key, and its predecessor is
# done. The key's row stays locked until the commit. If two members of a group both believe that they
# own the partition, the second one waits and then finds the event claimed.
_CLAIM = """
    WITH turn AS (
        INSERT INTO inbox_progress AS progress (consumer, topic, key, last, held, parked)
        SELECT $1::text, $2::text, $3::text, $4::bigint, false, 0
        WHERE NOT EXISTS (SELECT FROM inbox WHERE consumer = $1 AND source = $5::text AND id = $6::text)
        AND ($4 = 1 OR EXISTS (SELECT FROM inbox_progress WHERE consumer = $1 AND topic = $2 AND key = $3))
        ON CONFLICT (consumer, topic, key) DO UPDATE SET last = excluded.last
        WHERE progress.last = excluded.last - 1 AND NOT progress.held
        RETURNING parked
    ), recorded AS (
        INSERT INTO inbox (consumer, topic, key, sequence, source, id, type, partition, "offset", outcome)
        SELECT $1, $2, $3, $4, $5, $6, $7::text, $8::int, $9::bigint, $10::text FROM turn
    )
    SELECT parked FROM turn
"""

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

_UNIDENTIFIED = text("""
    INSERT INTO inbox (consumer, source, id, topic, partition, "offset", outcome)
    VALUES (:consumer, :source, :id, :topic, :partition, :offset, 'dead')
    ON CONFLICT DO NOTHING RETURNING id
""")

_ADVANCE = text("""
    UPDATE inbox_progress SET last = greatest(last, :sequence)
    WHERE consumer = :consumer AND topic = :topic AND key = :key
""")

_HOLD = text("""
    UPDATE inbox_progress SET held = true, last = CASE WHEN last = :sequence THEN :sequence - 1 ELSE last END
    WHERE consumer = :consumer AND topic = :topic AND key = :key
""")

_KNOWN = text("SELECT source, id FROM inbox WHERE consumer = :consumer AND id = ANY(:ids)").bindparams(
    bindparam("ids", type_=ARRAY(Text))
)

_KNOWN_HERE = text("""
    SELECT EXISTS (
        SELECT FROM inbox WHERE consumer = :consumer
        AND (source, id) IN ((:source, :id), (:unknown_source, :fingerprint))
        AND topic = :topic AND partition = :partition AND "offset" = :offset)
""")


async def claim_in_order(
    transaction: Transaction, consumer: str, received: ReceivedRecord, outcome: Outcome
) -> int | None:
    """Claim ``received`` with ``outcome`` if it is the next event of its key.

    Returns the number of parked records of the key, or None if another event is next.
    """
    event, record = received.envelope, received.record
    key = (consumer, record.topic, received.key, event.sequence)
    about = (event.source, event.id, event.type, record.partition, record.offset, outcome)
    parked: int | None = await transaction.driver.fetchval(_CLAIM, *key, *about)
    return parked


async def lock_progress(session: AsyncSession, consumer: str, topic: str, key: str) -> KeyProgress:
    """Lock a key until the transaction ends, so that nobody else handles its events, and return its progress."""
    connection = await session.connection()
    row = (await connection.execute(_LOCK, {"consumer": consumer, "topic": topic, "key": key})).one()
    return KeyProgress(*row)


async def claim_out_of_order(session: AsyncSession, consumer: str, received: ReceivedRecord, outcome: Outcome) -> bool:
    """Claim ``received`` out of order; return False if it was claimed before."""
    connection = await session.connection()
    row = await connection.execute(_RECORD, inbox_columns(consumer, received, outcome))
    return row.one_or_none() is not None


async def claim_unreadable(session: AsyncSession, consumer: str, record: Record) -> bool:
    """Claim an unreadable record as dead; return False if it was claimed before."""
    values = _columns_of_record(consumer, record, fingerprint(record))
    rows = await (await session.connection()).execute(_UNIDENTIFIED, values)
    return rows.one_or_none() is not None


async def mark_done(session: AsyncSession, consumer: str, received: ReceivedRecord) -> None:
    """Record ``received`` as done in its key; the key must be locked."""
    await (await session.connection()).execute(_ADVANCE, inbox_columns(consumer, received, Outcome.HANDLED))


async def hold_key(session: AsyncSession, consumer: str, received: ReceivedRecord) -> None:
    """Hold the events after ``received`` in its key until the dead letter is closed."""
    await (await session.connection()).execute(_HOLD, inbox_columns(consumer, received, Outcome.DEAD))


async def known_identities(
    session: AsyncSession, consumer: str, identities: Collection[EventIdentity]
) -> set[EventIdentity]:
    """Return the ``identities`` that the inbox has."""
    ids = [identity.id for identity in identities]
    rows = await (await session.connection()).execute(_KNOWN, {"consumer": consumer, "ids": ids})
    return {EventIdentity(row.source, row.id) for row in rows}.intersection(identities)


async def is_known_at_offset(session: AsyncSession, consumer: str, record: Record) -> bool:
    """Return True if the inbox has ``record`` from this very offset, under its event identity or its SHA-256."""
    unknown_source, bytes_of_it = fingerprint(record)
    values = _columns_of_record(consumer, record, identity_of(record))
    values |= {"unknown_source": unknown_source, "fingerprint": bytes_of_it}
    return bool((await (await session.connection()).execute(_KNOWN_HERE, values)).scalar_one())


def _columns_of_record(consumer: str, record: Record, identity: EventIdentity) -> dict[str, object]:
    place = {"topic": record.topic, "partition": record.partition, "offset": record.offset}
    return {"consumer": consumer, **identity._asdict(), **place}


def inbox_columns(consumer: str, received: ReceivedRecord, outcome: Outcome) -> dict[str, object]:
    """Return the values of an inbox row."""
    envelope, record = received.envelope, received.record
    return {
        "consumer": consumer,
        "source": envelope.source,
        "id": envelope.id,
        "type": envelope.type,
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "key": received.key,
        "sequence": envelope.sequence,
        "outcome": outcome,
    }
