"""Records an event in the transaction of the change that it reports, with the received event that caused it."""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from loket_shared.db.database import Transaction
from loket_shared.outbox.signal import relay_signal


class OutboxRecord(NamedTuple):
    """The data of one CloudEvent on Kafka; ``data`` is its value and is already sealed.

    ``key`` is the key of the Kafka record; ``topic`` and ``key`` together are the scope of the sequence.
    ``traceparent`` is the trace in which the event was created (W3C Trace Context, section 3.2).
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
    """The ``sequence`` of a recorded event, and ``origin``: the trace of the first event of its key."""

    sequence: int
    origin: str | None


# One statement takes the next sequence and inserts the row. The counter's row stays locked until the
# commit, and the position is taken after the lock, so within a key both ascend in commit order.
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
    """Record ``entry`` in the transaction; after the commit the relay gets a signal.

    The sequence counts from 1 without gaps within a topic and key
    (docs/architecture.md#outbox). The counter of the key stays
    locked until the transaction ends.
    """
    row = await transaction.driver.fetchrow(_APPEND, *entry)
    transaction.after_commit(relay_signal(transaction.engine).set)
    return Appended(row["sequence"], row["origin"])


@dataclass(frozen=True)
class Causation:
    """The event that is being handled.

    ``linked`` is False for contribution work: an event that is published because of it must neither name it nor
    continue its trace (docs/architecture.md#compartments).
    """

    event_id: str
    correlation_id: str | None
    linked: bool


current_causation: ContextVar[Causation | None] = ContextVar("current_causation", default=None)
