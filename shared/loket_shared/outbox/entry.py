"""One event on its way out."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID


class OutboxRecord(NamedTuple):
    """What becomes one CloudEvent on Kafka; ``data`` is its value, sealed already.

    ``key`` is the record's key and with ``topic`` the scope of its sequence. ``traceparent`` is the
    trace in which the event came about (W3C Trace Context, section 3.2).
    """

    id: UUID
    topic: str
    key: UUID
    type: str
    subject: str
    time: datetime
    source: str
    dataschema: str
    dataref: str | None
    classification: str
    correlation_id: str | None
    causation_id: str | None
    traceparent: str | None
    data: bytes
