"""How much waits to be sent."""

import asyncpg

from loket_shared.ops import metrics

_BACKLOG = "SELECT count(*), coalesce(extract(epoch FROM now() - min(time)), 0) FROM outbox WHERE published_at IS NULL"


async def measure_backlog(connection: asyncpg.Connection, service: str) -> None:
    """Set the figures of the outbox: rows that are not on Kafka yet, and the age of the oldest in seconds."""
    count, age = await connection.fetchrow(_BACKLOG)
    metrics.outbox_unpublished.set(count, {"service": service})
    metrics.outbox_age.set(float(age), {"service": service})
