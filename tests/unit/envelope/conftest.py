"""Events put on the wire by hand."""

from collections.abc import Awaitable, Callable

import pytest
from kit.envelopes import envelope_of

from loket_shared.contracts.event import Event
from loket_shared.envelope import Envelope
from loket_shared.sealing import Sealer


@pytest.fixture
def on_the_wire() -> Callable[[Event, Sealer], Awaitable[Envelope]]:
    """Put an event on the wire."""
    return envelope_of
