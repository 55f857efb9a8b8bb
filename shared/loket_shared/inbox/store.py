"""Changing what the inbox says of a record and of its key."""

from collections.abc import Collection

from sqlalchemy import Text, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_shared.bus.broker import Record
from loket_shared.bus.incoming import EventIdentity, ReceivedRecord, fingerprint, identity_of
from loket_shared.inbox.ordering import inbox_columns
from loket_shared.inbox.outcome import Outcome

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


async def claim_unreadable(session: AsyncSession, consumer: str, record: Record) -> bool:
    """Record a record that is known by its bytes alone as dead; False where it was recorded before."""
    values = _columns_of_record(consumer, record, fingerprint(record))
    rows = await (await session.connection()).execute(_UNIDENTIFIED, values)
    return rows.one_or_none() is not None


async def mark_done(session: AsyncSession, consumer: str, received: ReceivedRecord) -> None:
    """Count ``received`` as done in its key, which must be locked."""
    await (await session.connection()).execute(_ADVANCE, inbox_columns(consumer, received, Outcome.HANDLED))


async def hold_key(session: AsyncSession, consumer: str, received: ReceivedRecord) -> None:
    """Hold back what follows ``received`` in its key, until the dead letter is closed."""
    await (await session.connection()).execute(_HOLD, inbox_columns(consumer, received, Outcome.DEAD))


async def known_identities(
    session: AsyncSession, consumer: str, identities: Collection[EventIdentity]
) -> set[EventIdentity]:
    """Return those of ``identities`` that the inbox has."""
    ids = [identity.id for identity in identities]
    rows = await (await session.connection()).execute(_KNOWN, {"consumer": consumer, "ids": ids})
    return {EventIdentity(row.source, row.id) for row in rows}.intersection(identities)


async def is_known_at_offset(session: AsyncSession, consumer: str, record: Record) -> bool:
    """Return whether the inbox has ``record``, as the event that it says it is or by its bytes, and from this place."""
    unknown_source, bytes_of_it = fingerprint(record)
    values = _columns_of_record(consumer, record, identity_of(record))
    values |= {"unknown_source": unknown_source, "fingerprint": bytes_of_it}
    return bool((await (await session.connection()).execute(_KNOWN_HERE, values)).scalar_one())


def _columns_of_record(consumer: str, record: Record, identity: EventIdentity) -> dict[str, object]:
    place = {"topic": record.topic, "partition": record.partition, "offset": record.offset}
    return {"consumer": consumer, **identity._asdict(), **place}
