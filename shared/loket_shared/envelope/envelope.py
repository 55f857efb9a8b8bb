"""A CloudEvent of the desk: its context attributes and its data, and the errors of an unreadable one."""

from dataclasses import dataclass, fields
from datetime import datetime

from loket_shared.failures import PermanentError
from loket_shared.timestamps import rfc3339

SPECVERSION = "1.0"
JSON = "application/json"
SEQUENCE_DIGITS = 10
"""Zero-padded, so that sequences order as text too (NL GOV profile, ``sequence``)."""


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """The attributes by their CloudEvents names, and the data as on the wire.

    ``time`` is the time at which the event was recorded. ``sequence`` counts from 1 without gaps per topic and key.
    ``traceparent`` is the trace in which the event was created; a hop's own trace travels in another header.
    ``nlsignature`` is the base64 of the producing service's signature, ``nlsigningkey`` the id of its key.
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
    nlsigningkey: str | None = None
    nlsignature: str | None = None

    def attributes(self) -> dict[str, str]:
        """Return the attributes that are set, as text."""
        texts = {name: text for name in TEXTS if (text := getattr(self, name)) is not None}
        return {
            **texts,
            "specversion": SPECVERSION,
            "datacontenttype": self.datacontenttype,
            "time": rfc3339(self.time),
            "sequence": f"{self.sequence:0{SEQUENCE_DIGITS}d}",
        }


TEXTS = tuple(
    field.name for field in fields(Envelope) if field.name not in {"time", "sequence", "data", "datacontenttype"}
)
"""The attributes that are plain text."""

OPTIONAL = frozenset({"dataref", "correlationid", "causationid", "traceparent", "nlsigningkey", "nlsignature"})
"""The optional attributes of a readable record; EventVerifier checks the signature."""


class UnreadableRecordError(PermanentError):
    """The record is not a CloudEvent of this desk, or its data do not fit its type."""


class UnknownTypeError(PermanentError):
    """The event's type, or its version, is not in the registry."""
