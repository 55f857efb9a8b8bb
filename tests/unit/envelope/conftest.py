"""Events put on the wire by hand."""

from collections.abc import Awaitable, Callable

import pytest

from loket_shared.contracts.event import Event
from loket_shared.db.ids import new_id
from loket_shared.envelope import Envelope, seal_event
from loket_shared.observability.clock import SystemClock
from loket_shared.sealing import Sealer


async def _on_the_wire(event: Event, sealer: Sealer) -> Envelope:
    """Return the envelope of an event as a service would publish it."""
    event_id = new_id()
    return Envelope(
        id=str(event_id),
        source="urn:nld:oin:00000003123456780000:systeem:loket-intake",
        type=event.TYPE,
        subject=event.subject,
        time=SystemClock().now(),
        sequence=1,
        dataschema=f"https://loket.example/schemas/{event.TYPE}.json",
        partitionkey=str(event.key),
        dataclassification=event.CLASSIFICATION,
        data=await seal_event(event, event_id, sealer),
    )


@pytest.fixture
def on_the_wire() -> Callable[[Event, Sealer], Awaitable[Envelope]]:
    """Put an event on the wire."""
    return _on_the_wire
