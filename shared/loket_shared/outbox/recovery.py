"""Noticing that Kafka lost records, and sending them again (design section 4.5)."""

from collections.abc import Iterable
from typing import NamedTuple

import asyncpg
import structlog
from aiokafka import TopicPartition

from loket_shared.bus.broker import Broker, LogState
from loket_shared.ops import metrics
from loket_shared.outbox.batch import Sent

_LOG = structlog.get_logger(__name__)

# Everything from the first missing row on is unpublished again, in a partition whose log is shorter
# than it was, so that positions - and with them the order - begin where the loss begins.
_FORGET = """
    WITH first AS (
        SELECT min(position) AS position FROM outbox
        WHERE topic = $1 AND partition = $2 AND published_at IS NOT NULL AND ("offset" >= $3 OR $3 = 0)
    )
    UPDATE outbox SET published_at = NULL, partition = NULL, "offset" = NULL
    FROM first WHERE topic = $1 AND partition = $2 AND outbox.position >= first.position
"""

_SHORTEN = "UPDATE outbox_log_ends SET last_offset = $3 - 1, cluster_id = $4 WHERE topic = $1 AND partition = $2"


_FORGET_SECONDS = 600.0
"""A wiped broker makes a whole outbox unpublished again."""


class LogEnd(NamedTuple):
    """How long a partition must be at least, and in which cluster."""

    cluster_id: str
    last_offset: int


Ends = dict[TopicPartition, LogEnd]


async def recorded_ends(connection: asyncpg.Connection) -> Ends:
    """Return what the outbox has recorded of the logs."""
    rows = await connection.fetch("SELECT topic, partition, cluster_id, last_offset FROM outbox_log_ends")
    return {TopicPartition(row["topic"], row["partition"]): LogEnd(*row[2:]) for row in rows}


def lost_tails(recorded: Ends, state: LogState) -> dict[TopicPartition, int]:
    """Return where each partition that lost records now ends: 0 for one that is new or of another cluster."""
    lost = {}
    for partition, end in recorded.items():
        if end.cluster_id != state.cluster_id or partition.topic in state.created:
            lost[partition] = 0
        elif state.ends.get(partition, end.last_offset + 1) <= end.last_offset:
            lost[partition] = state.ends[partition]
    return lost


async def came_back_empty(recorded: Ends, broker: Broker) -> bool:
    """Return whether a broker that does not own up has lost everything: then a last record is not there."""
    filled = [(partition, end.last_offset) for partition, end in recorded.items() if end.last_offset >= 0]
    return bool(filled) and not broker.owns_up and await broker.read(*filled[0]) is None


def overwritten(recorded: Ends, sent: Iterable[Sent]) -> dict[TopicPartition, int]:
    """Return where acknowledgements fell below what was recorded: there the log had lost its tail."""
    lost: dict[TopicPartition, int] = {}
    for row in sent:
        partition = TopicPartition(row.topic, row.partition)
        end = recorded.get(partition)
        if end is not None and 0 <= row.offset <= end.last_offset:
            lost[partition] = min(row.offset, lost.get(partition, row.offset))
    return lost


async def forget(connection: asyncpg.Connection, cluster_id: str, lost: dict[TopicPartition, int]) -> None:
    """Make the lost rows unpublished again, so that they go before anything new."""
    for (topic, partition), end in lost.items():
        async with connection.transaction():
            status = await connection.execute(_FORGET, topic, partition, end, timeout=_FORGET_SECONDS)
            await connection.execute(_SHORTEN, topic, partition, end, cluster_id)
        rows = int(status.split()[-1])
        metrics.lost_records.add(rows, {"topic": topic})
        _LOG.error("log is shorter than it was, sending again", topic=topic, partition=partition, end=end, rows=rows)
