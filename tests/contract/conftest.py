"""Records as the services put them on Kafka, to be broken one rule at a time."""

from collections.abc import Awaitable, Callable

import pytest
from kit.envelopes import envelope_of
from kit.memory_vault import MemoryVault

from loket_shared.contracts.event import Event
from loket_shared.db.ids import new_id
from loket_shared.envelope import sign, to_record
from loket_shared.envelope.envelope import Headers
from loket_shared.sealing import Sealer
from loket_shared.sealing.signing_keys import SigningKey


async def _record_of(event: Event) -> tuple[bytes, bytes, Headers]:
    """Return the record of an event with every attribute that an event may have."""
    envelope = await envelope_of(
        event,
        Sealer(MemoryVault()),
        dataref=f"https://intake.loket.example{event.resource}" if event.resource else None,
        correlationid=str(event.key) if event.LINKED else None,
        causationid=str(new_id()) if event.LINKED else None,
        traceparent="00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    )
    return to_record(sign(envelope, event.topic, SigningKey.make("intake")))


@pytest.fixture
def record_of() -> Callable[[Event], Awaitable[tuple[bytes, bytes, Headers]]]:
    """Put an event on the wire."""
    return _record_of
