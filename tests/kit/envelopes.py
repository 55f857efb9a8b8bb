"""Envelopes as a producer would make them, without an outbox."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from kit.settings import OIN
from loket_shared.contracts.event import Event
from loket_shared.contracts.events.questions_supplemented import QuestionSupplemented
from loket_shared.contracts.topics import source_of
from loket_shared.db.ids import new_id
from loket_shared.envelope import Envelope, seal_event
from loket_shared.sealing.sealer import Sealer


def envelope(**changes: Any) -> Envelope:
    """Return a readable envelope with ``changes``: by itself of a supplement, with an id and a key of its own."""
    kind = changes.get("type", QuestionSupplemented.TYPE)
    usual = {
        "id": str(uuid4()),
        "source": source_of("intake", OIN),
        "type": kind,
        "subject": "KV-2026-000123",
        "time": datetime.now(UTC),
        "sequence": 1,
        "dataschema": f"https://loket.example/schemas/{kind}.json",
        "partitionkey": str(uuid4()),
        "dataclassification": "vertrouwelijk",
        "data": b"{}",
    }
    return Envelope(**{**usual, **changes})


async def envelope_of(event: Event, sealer: Sealer, **changes: Any) -> Envelope:
    """Return ``event`` as its producer sends it first about a key, sealed and not signed."""
    event_id = new_id()
    told = {
        "id": str(event_id),
        "type": event.TYPE,
        "subject": event.subject,
        "partitionkey": str(event.key),
        "dataclassification": event.CLASSIFICATION,
        "data": await seal_event(event, event_id, sealer),
    }
    return envelope(**{**told, **changes})
