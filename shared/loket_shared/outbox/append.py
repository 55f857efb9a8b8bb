"""Recording an event in the transaction of the change it tells of."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from loket_shared.db.transaction import Transaction
from loket_shared.outbox.signal import relay_signal


class OutboxRecord(NamedTuple):
    """What becomes one CloudEvent on Kafka; ``data`` is its value, sealed already.

    ``key`` is the record's key and with ``topic`` the scope of its sequence. ``traceparent`` is the
    trace in which the event came about (W3C Trace Context, section 3.2).
    """

    id: UUID
    topic: str
    key: UUID
    type: str
    subject: str
    time: datetime
    source: str
    dataschema: str
    dataref: str | None
    classification: str
    correlation_id: str | None
    causation_id: str | None
    traceparent: str | None
    data: bytes


class Appended(NamedTuple):
    """A recorded event's ``sequence``, and ``origin``: the trace of its key's first event."""

    sequence: int
    origin: str | None


# One statement draws the number and inserts the row. The counter's row stays locked until the commit
# and the position is drawn after the lock, so within a key both ascend in the order of the commits.
_APPEND = """
    WITH turn AS (
        INSERT INTO outbox_sequences AS counter (topic, key, last, origin) VALUES ($2::text, $3::uuid, 1, $13::text)
        ON CONFLICT (topic, key) DO UPDATE SET last = counter.last + 1
        RETURNING last, origin
    )
    INSERT INTO outbox (id, topic, key, type, subject, time, source, dataschema, dataref, classification,
                        correlation_id, causation_id, traceparent, data, sequence)
    SELECT $1::uuid, $2, $3, $4::text, $5::text, $6::timestamptz, $7::text, $8::text, $9::text, $10::text,
           $11::text, $12::text, $13, $14::bytea, last
    FROM turn
    RETURNING sequence, (SELECT origin FROM turn)
"""


async def append(transaction: Transaction, entry: OutboxRecord) -> Appended:
    """Record ``entry`` in the transaction; the relay is woken once that has committed.

    Its sequence is gapless from 1 within its topic and key (design section 4.1). The key's counter
    stays locked until the transaction ends.
    """
    row = await transaction.driver.fetchrow(_APPEND, *entry)
    transaction.after_commit(relay_signal(transaction.engine).set)
    return Appended(row["sequence"], row["origin"])
