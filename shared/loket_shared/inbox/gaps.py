"""Finds parked records that are ready, and gaps: events that do not arrive."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Text, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel.ext.asyncio.session import AsyncSession

_READY = text("""
    SELECT DISTINCT topic, key FROM inbox_parked AS parked JOIN inbox_progress AS progress USING (consumer, topic, key)
    WHERE consumer = :consumer AND progress.parked > 0 AND NOT held AND sequence <= last + 1
""")

# A gap lasts if its first parked record has waited ten seconds: events in another order have arrived by then.
# If a reread did not close the gap, the partition is reread every five minutes, with an alarm each time.
_GAPS = text("""
    SELECT topic, min(partition) AS partition, key, last, reread_at IS NOT NULL AS reread,
           coalesce(reread_at < now() - interval '5 minutes', true) AS due,
           min(parked_at) AS since, count(*) AS waiting, min(headers ->> 'ce_subject') AS subject
    FROM inbox_parked AS parked JOIN inbox_progress AS progress USING (consumer, topic, key)
    WHERE consumer = :consumer AND progress.parked > 0 AND NOT held
    GROUP BY topic, key, last, reread_at
    HAVING min(sequence) > last + 1 AND min(parked_at) < now() - interval '10 seconds'
    ORDER BY topic, key
""")

_PARKED = text("SELECT topic, count(*) AS waiting FROM inbox_parked WHERE consumer = :consumer GROUP BY topic")

_HELD_UP = text("""
    SELECT EXISTS (
        SELECT FROM inbox_progress AS progress
        WHERE consumer = :consumer AND topic = ANY(:topics) AND key = :key AND (held OR progress.parked > 0 AND EXISTS (
            SELECT FROM inbox_parked AS parked
            WHERE parked.consumer = progress.consumer AND parked.topic = progress.topic AND parked.key = progress.key
            AND parked_at < now() - interval '10 seconds')))
""").bindparams(bindparam("topics", type_=ARRAY(Text)))

_REREAD = text("""
    UPDATE inbox_progress SET reread_at = now() WHERE consumer = :consumer AND topic = :topic AND key = :key
""")


class Gap(NamedTuple):
    """A key that misses events after sequence ``last``; ``waiting`` later events are parked, the first one ``since``.

    ``reread`` is True if the partition was read again before. ``due`` is True if the partition must be read again now.
    ``subject`` is the CloudEvents subject of the parked events.
    """

    topic: str
    partition: int
    key: str
    last: int
    reread: bool
    due: bool
    since: datetime
    waiting: int
    subject: str


async def ready_keys(session: AsyncSession, consumer: str) -> list[tuple[str, str]]:
    """Return topic and key of the parked records that are ready."""
    rows = await (await session.connection()).execute(_READY, {"consumer": consumer})
    return [(row.topic, row.key) for row in rows]


async def gaps(session: AsyncSession, consumer: str) -> list[Gap]:
    """Return the gaps that last, ordered by topic and key."""
    rows = await (await session.connection()).execute(_GAPS, {"consumer": consumer})
    return [Gap(*row) for row in rows]


async def count_parked(session: AsyncSession, consumer: str) -> list[tuple[str, int]]:
    """Return, for each topic, the number of parked records."""
    rows = await (await session.connection()).execute(_PARKED, {"consumer": consumer})
    return [(row.topic, row.waiting) for row in rows]


async def is_held_up(session: AsyncSession, consumer: str, topics: Sequence[str], key: str) -> bool:
    """Return True if events of a key wait behind a dead letter or for a missing event."""
    values = {"consumer": consumer, "topics": list(topics), "key": key}
    return bool((await (await session.connection()).execute(_HELD_UP, values)).scalar_one())


async def mark_reread(session: AsyncSession, consumer: str, gap: Gap) -> None:
    """Record that the gap's partition is read again now."""
    names = {"consumer": consumer, "topic": gap.topic, "key": gap.key}
    await (await session.connection()).execute(_REREAD, names)
