"""Reads pending events, marks published ones and counts the backlog (design section 4.2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

import asyncpg
from aiokafka import TopicPartition

from loket_shared.envelope import Envelope
from loket_shared.observability import metrics

BATCH_SIZE = 500

_UNPUBLISHED = """
    SELECT position, topic, id, key, type, subject, source, time, dataschema, dataref, classification,
           correlation_id, causation_id, traceparent, data, sequence
    FROM outbox WHERE published_at IS NULL ORDER BY position LIMIT $1
"""

_MARK = """
    WITH sent AS (
        SELECT * FROM unnest($2::bigint[], $3::int[], $4::bigint[]) AS sent (position, partition, "offset")
    ), marked AS (
        UPDATE outbox SET partition = sent.partition, "offset" = sent."offset", published_at = now(), signing_key = $5
        FROM sent WHERE outbox.position = sent.position
        RETURNING outbox.topic, outbox.partition, outbox."offset"
    )
    INSERT INTO outbox_log_ends AS ends (topic, partition, cluster_id, last_offset)
    SELECT topic, partition, $1, max("offset") FROM marked WHERE "offset" >= 0 GROUP BY topic, partition
    ON CONFLICT (topic, partition) DO UPDATE
    SET cluster_id = excluded.cluster_id, last_offset = greatest(ends.last_offset, excluded.last_offset)
"""


class PublishedEvent(NamedTuple):
    """One event and its place on Kafka; the offset is -1 if the broker acknowledged only a retry."""

    position: int
    topic: str
    partition: int
    offset: int

    @property
    def place(self) -> TopicPartition:
        """The partition of the event."""
        return TopicPartition(self.topic, self.partition)


@dataclass(frozen=True)
class PendingEvent:
    """One event that is not on Kafka yet."""

    position: int
    topic: str
    envelope: Envelope


async def pending_events(connection: asyncpg.Connection) -> list[PendingEvent]:
    """Return the first unpublished events, in the order of their position."""
    rows = await connection.fetch(_UNPUBLISHED, BATCH_SIZE)
    return [PendingEvent(row["position"], row["topic"], _envelope(row)) for row in rows]


async def mark_published(
    connection: asyncpg.Connection, cluster_id: str, kid: UUID, sent: Sequence[PublishedEvent]
) -> None:
    """Mark ``sent`` as published, signed under the key ``kid``, and record the new end of each log."""
    columns = ([row.position for row in sent], [row.partition for row in sent], [row.offset for row in sent])
    await connection.execute(_MARK, cluster_id, *columns, kid)


def _envelope(row: asyncpg.Record) -> Envelope:
    return Envelope(
        id=str(row["id"]),
        source=row["source"],
        type=row["type"],
        subject=row["subject"],
        time=row["time"],
        sequence=row["sequence"],
        dataschema=row["dataschema"],
        dataref=row["dataref"],
        partitionkey=str(row["key"]),
        correlationid=row["correlation_id"],
        causationid=row["causation_id"],
        dataclassification=row["classification"],
        traceparent=row["traceparent"],
        data=row["data"],
    )


# Contribution work is not counted. Its events have no correlation id. The outcome of a mail about a
# request has the request's id, its key, as its subject.
_BACKLOG = """
    SELECT count(*) AS events, coalesce(extract(epoch FROM now() - min(time)), 0)::float8 AS age FROM outbox
    WHERE published_at IS NULL AND correlation_id IS NOT NULL
    AND (topic <> 'loket.notifications' OR subject <> key::text)
"""


class Backlog(NamedTuple):
    """The number of events that are not on Kafka yet, and the age of the oldest in seconds; contribution work is left
    out.
    """

    events: int
    age: float


async def read_backlog(connection: asyncpg.Connection) -> Backlog:
    """Return the backlog of the outbox."""
    return Backlog(*await connection.fetchrow(_BACKLOG))


async def report_backlog(connection: asyncpg.Connection, service: str) -> None:
    """Set the metrics of the outbox."""
    backlog = await read_backlog(connection)
    metrics.outbox_unpublished.set(backlog.events, {"service": service})
    metrics.outbox_age.set(backlog.age, {"service": service})
