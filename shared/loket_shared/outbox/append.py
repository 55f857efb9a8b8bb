"""Recording an event in the transaction of the change it tells of."""

from dataclasses import asdict

from sqlalchemy import DateTime, LargeBinary, Text, Uuid, bindparam, text
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_shared.outbox.entry import OutboxEntry
from loket_shared.outbox.wake import wake_after_commit

_TEXTS = ("topic", "type", "subject", "source", "dataschema", "dataref", "classification", "correlation_id",
          "causation_id", "traceparent")  # fmt: skip

# One statement draws the number and inserts the row. The counter's row stays locked until the commit
# and the position is drawn after the lock, so within a key both ascend in the order of the commits.
_APPEND = text("""
    WITH turn AS (
        INSERT INTO outbox_sequences AS counter (topic, key, last) VALUES (:topic, :key, 1)
        ON CONFLICT (topic, key) DO UPDATE SET last = counter.last + 1
        RETURNING last
    )
    INSERT INTO outbox (id, topic, key, type, subject, source, time, dataschema, dataref, classification,
                        correlation_id, causation_id, traceparent, data, sequence)
    SELECT :id, :topic, :key, :type, :subject, :source, :time, :dataschema, :dataref, :classification,
           :correlation_id, :causation_id, :traceparent, :data, last
    FROM turn
    RETURNING sequence
""").bindparams(
    bindparam("id", type_=Uuid),
    bindparam("key", type_=Uuid),
    bindparam("time", type_=DateTime(timezone=True)),
    bindparam("data", type_=LargeBinary),
    *(bindparam(name, type_=Text) for name in _TEXTS),
)


async def append(session: AsyncSession, entry: OutboxEntry) -> int:
    """Record ``entry`` in the session's transaction; the relay is woken once it has committed.

    Returns the event's sequence: gapless from 1 within its topic and key (design section 4.1). The
    key's counter stays locked until the transaction ends.
    """
    connection = await session.connection()
    sequence: int = (await connection.execute(_APPEND, asdict(entry))).scalar_one()
    wake_after_commit(session)
    return sequence
