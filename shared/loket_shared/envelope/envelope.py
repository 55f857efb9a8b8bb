"""A CloudEvent of the desk: its context attributes and its data."""

from dataclasses import dataclass, fields
from datetime import datetime

SPECVERSION = "1.0"
JSON = "application/json"


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """The attributes by their CloudEvents names, and the data as they are on the wire.

    ``time`` is when the event was recorded. ``sequence`` counts from 1 without gaps per topic and key.
    ``traceparent`` is the trace in which the event came about; a hop's own trace travels beside it.
    """

    id: str
    source: str
    type: str
    subject: str
    time: datetime
    sequence: int
    dataschema: str
    partitionkey: str
    dataclassification: str
    data: bytes
    datacontenttype: str = JSON
    dataref: str | None = None
    correlationid: str | None = None
    causationid: str | None = None
    traceparent: str | None = None


TEXTS = tuple(
    field.name for field in fields(Envelope) if field.name not in {"time", "sequence", "data", "datacontenttype"}
)
"""The attributes that are plain text."""

OPTIONAL = frozenset({"dataref", "correlationid", "causationid", "traceparent"})
"""The attributes that an event may lack."""
