"""How much waits to be sent."""

from typing import NamedTuple

import asyncpg

from loket_shared.ops import metrics

# Contribution work is not counted: its events are unlinked, and so is what tells of them. What became of
# a letter about a request has the request, and no reference, as its subject.
_BACKLOG = """
    SELECT count(*) AS events, coalesce(extract(epoch FROM now() - min(time)), 0)::float8 AS age FROM outbox
    WHERE published_at IS NULL AND correlation_id IS NOT NULL
    AND (topic <> 'loket.notifications' OR subject <> key::text)
"""


class Backlog(NamedTuple):
    """How many events are not on Kafka yet, and the age of the oldest in seconds; contribution work is left out."""

    events: int
    age: float


async def read_backlog(connection: asyncpg.Connection) -> Backlog:
    """Return how much waits."""
    return Backlog(*await connection.fetchrow(_BACKLOG))


async def measure_backlog(connection: asyncpg.Connection, service: str) -> None:
    """Set the figures of the outbox."""
    backlog = await read_backlog(connection)
    metrics.outbox_unpublished.set(backlog.events, {"service": service})
    metrics.outbox_age.set(backlog.age, {"service": service})
