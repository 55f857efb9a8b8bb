"""Events as the bus hands them to a handler, without a bus."""

from datetime import datetime

from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.event import Event
from loket_shared.db.ids import new_id


def heard(event: Event, time: datetime) -> Incoming[Event]:
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
