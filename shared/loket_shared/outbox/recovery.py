"""Detects events that Kafka lost or holds without a valid signature, and unpublishes them."""

from collections.abc import Collection, Iterable
from typing import NamedTuple
from uuid import UUID

import asyncpg
import structlog
from aiokafka import TopicPartition

from loket_shared.broker.ports import Broker, LogState
from loket_shared.contracts.topics import is_counted
from loket_shared.observability import metrics
from loket_shared.outbox.store import PublishedEvent

_LOG = structlog.get_logger(__name__)

# In a partition that lost records, every row from the first missing one on is unpublished, so that
# the rows are sent again in the order of their positions.
_FORGET = """
    WITH first AS (
        SELECT min(position) AS position FROM outbox
        WHERE topic = $1 AND partition = $2 AND published_at IS NOT NULL AND ("offset" >= $3 OR $3 = 0)
    )
    UPDATE outbox SET published_at = NULL, partition = NULL, "offset" = NULL
    FROM first WHERE topic = $1 AND partition = $2 AND outbox.position >= first.position
"""

_KEYS_USED = "SELECT DISTINCT signing_key FROM outbox WHERE published_at IS NOT NULL"

_FORGET_UNPROVEN = """
    UPDATE outbox SET published_at = NULL, partition = NULL, "offset" = NULL
    WHERE published_at IS NOT NULL AND (signing_key IS NULL OR signing_key = ANY($1::uuid[]))
"""

_BEGIN_BEYOND = "UPDATE outbox_log_ends SET last_offset = $3, cluster_id = $4 WHERE topic = $1 AND partition = $2"

_FORGET_SECONDS = 600
"""Seconds. After a broker was wiped, the whole outbox becomes unpublished again."""


class LogEnd(NamedTuple):
    """The last known offset of a partition, and the cluster that had it."""

    cluster_id: str
    last_offset: int


class LogTruncation(NamedTuple):
    """The lost tail of a partition: the log ends at ``end`` now; its last offset was ``passed``, -1 in a new log.

    A reader may have read up to ``passed``. It would never see a record that lands below that offset now: Kafka tells
    readers of a truncated log only by leader epochs (KIP-320), which aiokafka lacks. So nothing below ``passed`` counts
    as published; it is sent again until it lies above.
    """

    end: int
    passed: int


WHOLE_LOG = LogTruncation(0, -1)

Ends = dict[TopicPartition, LogEnd]
Truncations = dict[TopicPartition, LogTruncation]


async def recorded_ends(connection: asyncpg.Connection) -> Ends:
    """Return the last known offset of each partition, from the outbox."""
    rows = await connection.fetch("SELECT topic, partition, cluster_id, last_offset FROM outbox_log_ends")
    return {TopicPartition(row["topic"], row["partition"]): LogEnd(*row[2:]) for row in rows}


def detect_truncation(recorded: Ends, state: LogState) -> Truncations:
    """Return the lost tail of each partition; WHOLE_LOG if the topic is new or the cluster is another one."""
    lost = {}
    for partition, end in recorded.items():
        if end.cluster_id != state.cluster_id or partition.topic in state.created:
            lost[partition] = WHOLE_LOG
        elif state.ends.get(partition, end.last_offset + 1) <= end.last_offset:
            lost[partition] = LogTruncation(state.ends[partition], end.last_offset)
    return lost


async def is_wiped(recorded: Ends, broker: Broker) -> bool:
    """Return True if a broker that does not report data loss has lost everything: its last record is missing."""
    filled = [(partition, end.last_offset) for partition, end in recorded.items() if end.last_offset >= 0]
    return bool(filled) and not broker.reports_data_loss and await broker.read(*filled[0]) is None


def detect_overwrite(recorded: Ends, sent: Iterable[PublishedEvent]) -> Truncations:
    """Return the lost tail of each log that acknowledged an offset for a second time."""
    lost: Truncations = {}
    for row in sent:
        end = recorded.get(row.place)
        if end is not None and 0 <= row.offset <= end.last_offset:
            first = min(row.offset, lost.get(row.place, LogTruncation(row.offset, 0)).end)
            lost[row.place] = LogTruncation(first, end.last_offset)
    return lost


def above_high_water(lost: Truncations, sent: Iterable[PublishedEvent]) -> list[PublishedEvent]:
    """Return the events above the lost offsets: every reader will see them."""
    return [row for row in sent if row.place not in lost or not 0 <= row.offset <= lost[row.place].passed]


async def unpublish_lost(connection: asyncpg.Connection, cluster_id: str, lost: Truncations) -> None:
    """Mark the lost rows as unpublished; the relay sends them before anything new."""
    for (topic, partition), loss in lost.items():
        async with connection.transaction():
            await connection.execute(f"SET LOCAL statement_timeout = '{_FORGET_SECONDS}s'")
            status = await connection.execute(_FORGET, topic, partition, loss.end, timeout=_FORGET_SECONDS)
            await connection.execute(_BEGIN_BEYOND, topic, partition, loss.passed, cluster_id)
        if rows := int(status.split()[-1]):
            how_many = {}
            if is_counted(topic):
                metrics.lost_records.add(rows, {"topic": topic})
                how_many = {"end": loss.end, "rows": rows}
            _LOG.error("log is shorter than it was, sending again", topic=topic, partition=partition, **how_many)


async def unpublish_unproven(connection: asyncpg.Connection, valid: Collection[UUID]) -> None:
    """Mark the rows as unpublished that Kafka has unsigned, or signed under none of the ``valid`` keys.

    A consumer that has handled them skips them as repeats; any other consumer needs a valid signature.
    """
    used = {row["signing_key"] for row in await connection.fetch(_KEYS_USED, timeout=_FORGET_SECONDS)}
    if unproven := used.difference(valid):
        kids = [kid for kid in unproven if kid is not None]
        status = await connection.execute(_FORGET_UNPROVEN, kids, timeout=_FORGET_SECONDS)
        _LOG.warning("no valid signature proves what was sent, sending again", rows=int(status.split()[-1]))
