"""What is parked: whose turn has come, and who waits for events that do not come."""

from typing import NamedTuple

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

_READY = text("""
    SELECT DISTINCT topic, key FROM inbox_parked AS parked JOIN inbox_progress AS progress USING (consumer, topic, key)
    WHERE consumer = :consumer AND progress.parked > 0 AND NOT held AND sequence <= last + 1
""")

# A gap has lasted when its first record has waited ten seconds; where reading the partition again did
# not close it, it is tried again every five minutes, and each time is an alarm.
_GAPS = text("""
    SELECT topic, min(partition) AS partition, key, last, reread_at IS NOT NULL AS reread
    FROM inbox_parked AS parked JOIN inbox_progress AS progress USING (consumer, topic, key)
    WHERE consumer = :consumer AND progress.parked > 0 AND NOT held
    AND coalesce(reread_at < now() - interval '5 minutes', true)
    GROUP BY topic, key, last, reread_at
    HAVING min(sequence) > last + 1 AND min(parked_at) < now() - interval '10 seconds'
""")

_LASTING = text("""
    SELECT topic FROM inbox_parked AS parked JOIN inbox_progress AS progress USING (consumer, topic, key)
    WHERE consumer = :consumer AND progress.parked > 0 AND NOT held
    GROUP BY topic, key, last
    HAVING min(sequence) > last + 1 AND min(parked_at) < now() - interval '10 seconds'
""")

_REREAD = text("""
    UPDATE inbox_progress SET reread_at = now() WHERE consumer = :consumer AND topic = :topic AND key = :key
""")


class Gap(NamedTuple):
    """A key some of whose events are missing after ``last``; ``reread`` tells that reading again did not help."""

    topic: str
    partition: int
    key: str
    last: int
    reread: bool


async def ready_keys(session: AsyncSession, consumer: str) -> list[tuple[str, str]]:
    """Return topic and key of parked records that nothing holds back any more."""
    rows = await (await session.connection()).execute(_READY, {"consumer": consumer})
    return [(row.topic, row.key) for row in rows]


async def gaps(session: AsyncSession, consumer: str) -> list[Gap]:
    """Return the gaps that have lasted and are due."""
    rows = await (await session.connection()).execute(_GAPS, {"consumer": consumer})
    return [Gap(*row) for row in rows]


async def topics_with_gaps(session: AsyncSession, consumer: str) -> list[str]:
    """Return the topic of every gap that has lasted, once for each key."""
    rows = await (await session.connection()).execute(_LASTING, {"consumer": consumer})
    return [row.topic for row in rows]


async def mark_reread(session: AsyncSession, consumer: str, gap: Gap) -> None:
    """Note that the gap's partition is being read again."""
    names = {"consumer": consumer, "topic": gap.topic, "key": gap.key}
    await (await session.connection()).execute(_REREAD, names)
