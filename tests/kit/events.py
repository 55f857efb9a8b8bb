"""Events as the bus hands them to a handler, and as a service told them, without a bus."""

from datetime import datetime
from typing import Any

from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.event import Event
from loket_shared.contracts.registry import BY_TYPE
from loket_shared.db.database import Database
from loket_shared.db.ids import new_id
from loket_shared.envelope import Envelope, open_event
from loket_shared.outbox.tables import OUTBOX
from loket_shared.sealing.sealer import Sealer


def incoming(event: Event, time: datetime) -> Incoming[Event]:
    """Return ``event`` as a new record that another service recorded at ``time``."""
    return Incoming(
        event=event,
        id=str(new_id()),
        source="urn:nld:oin:1:systeem:loket-test",
        time=time,
        sequence=1,
        topic=event.TOPIC,
        partition=0,
        offset=0,
        traceparent=None,
    )


async def published_events(database: Database, sealer: Sealer) -> list[Event]:
    """Return the events that the service with this database told, opened with the keys of ``sealer``."""
    async with database.transaction() as session:
        rows = await (await session.connection()).execute(OUTBOX.select().order_by(OUTBOX.c.position))
    return [await open_event(_envelope(row), sealer) for row in rows]


def _envelope(row: Any) -> Envelope:
    assert row.type in BY_TYPE
    return Envelope(
        id=str(row.id),
        source=row.source,
        type=row.type,
        subject=row.subject,
        time=row.time,
        sequence=row.sequence,
        dataschema=row.dataschema,
        dataref=row.dataref,
        partitionkey=str(row.key),
        correlationid=row.correlation_id,
        causationid=row.causation_id,
        dataclassification=row.classification,
        traceparent=row.traceparent,
        data=row.data,
    )
