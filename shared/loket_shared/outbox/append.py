"""Records an event in the transaction of the change that it reports, with the received event that caused it."""

from collections import defaultdict
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import asyncpg
from opentelemetry.trace import Span

from loket_shared.db.database import DeferredRows, Transaction
from loket_shared.observability.tracing import link_to_origin
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


# One statement takes the sequences and inserts the rows. The counters come in one order, so that transactions never
# wait for each other in a circle, and stay locked until the commit. The sort reads all counters before the first row
# gets its position. So within a key sequence and position both ascend in commit order.
_APPEND = """
    WITH counter AS (
        INSERT INTO outbox_sequences AS counter (topic, key, last, origin)
        SELECT * FROM unnest($1::text[], $2::uuid[], $3::bigint[], $4::text[])
        ON CONFLICT (topic, key) DO UPDATE SET last = counter.last + excluded.last
        RETURNING topic, key, last, origin
    ), appended AS (
        INSERT INTO outbox (sequence, id, topic, key, type, subject, time, source, dataschema, dataref,
                            classification, correlation_id, causation_id, traceparent, data)
        SELECT last - after, id, topic, key, type, subject, time, source, dataschema, dataref,
               classification, correlation_id, causation_id, traceparent, data
        FROM unnest($5::bigint[], $6::uuid[], $7::text[], $8::uuid[], $9::text[], $10::text[], $11::timestamptz[],
                    $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::text[],
                    $19::bytea[])
        WITH ORDINALITY AS event (after, id, topic, key, type, subject, time, source, dataschema, dataref,
                                  classification, correlation_id, causation_id, traceparent, data, place)
        JOIN counter USING (topic, key)
        ORDER BY place
    )
    SELECT topic, key, origin FROM counter
"""


class OutboxRows(DeferredRows):
    """The events of one transaction, in the order in which they were published."""

    def __init__(self) -> None:
        self._entries: list[OutboxRecord] = []
        self._spans: list[Span] = []

    def add(self, entry: OutboxRecord, recording: Span) -> None:
        """Add ``entry``; ``recording`` is the span in which it was created, and ends when its row is inserted."""
        self._entries.append(entry)
        self._spans.append(recording)

    async def insert(self, driver: asyncpg.Connection) -> None:
        """Insert the events, and link the span of each to the trace of the first event of its key."""
        of_key: dict[tuple[str, UUID], list[OutboxRecord]] = defaultdict(list)
        for entry in self._entries:
            of_key[entry.topic, entry.key].append(entry)
        counters = [(*key, len(of_key[key]), of_key[key][0].traceparent) for key in sorted(of_key)]
        after = {entry.id: place for entries in of_key.values() for place, entry in enumerate(reversed(entries))}
        rows = [(after[entry.id], *entry) for entry in self._entries]
        counted = await driver.fetch(_APPEND, *zip(*counters, strict=True), *zip(*rows, strict=True))
        origins = {(row["topic"], row["key"]): row["origin"] for row in counted}
        for entry, recording in zip(self._entries, self._spans, strict=True):
            link_to_origin(recording, origins[entry.topic, entry.key])
            recording.end()


def append(transaction: Transaction, entry: OutboxRecord, recording: Span) -> None:
    """Record ``entry`` in the transaction, in one statement with its other events, just before it commits.

    After the commit the relay gets a signal. The sequence counts from 1 without gaps within a topic and key
    (docs/architecture.md#outbox). The counter of the key is locked from that statement until the commit.
    """
    transaction.deferred(OutboxRows).add(entry, recording)
    transaction.after_commit(relay_signal(transaction.engine).set)


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
