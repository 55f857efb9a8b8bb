"""Recording an event in the transaction of the change it tells of."""

from typing import NamedTuple

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
        INSERT INTO outbox_sequences AS counter (topic, key, last, origin) VALUES (:topic, :key, 1, :traceparent)
        ON CONFLICT (topic, key) DO UPDATE SET last = counter.last + 1
        RETURNING last, origin
    )
    INSERT INTO outbox (id, topic, key, type, subject, source, time, dataschema, dataref, classification,
                        correlation_id, causation_id, traceparent, data, sequence)
    SELECT :id, :topic, :key, :type, :subject, :source, :time, :dataschema, :dataref, :classification,
           :correlation_id, :causation_id, :traceparent, :data, last
    FROM turn
    RETURNING sequence, (SELECT origin FROM turn)
""").bindparams(
    bindparam("id", type_=Uuid),
    bindparam("key", type_=Uuid),
    bindparam("time", type_=DateTime(timezone=True)),
    bindparam("data", type_=LargeBinary),
    *(bindparam(name, type_=Text) for name in _TEXTS),
)


class Appended(NamedTuple):
    """A recorded event's ``sequence``, and ``origin``: the trace of its key's first event."""

    sequence: int
    origin: str | None


async def append(session: AsyncSession, entry: OutboxEntry) -> Appended:
    """Record ``entry`` in the session's transaction; the relay is woken once it has committed.

    Its sequence is gapless from 1 within its topic and key (design section 4.1). The key's counter
    stays locked until the transaction ends.
    """
    connection = await session.connection()
    appended = Appended(*(await connection.execute(_APPEND, vars(entry))).one())
    wake_after_commit(session)
    return appended
