"""A CloudEvent of the desk: its attributes and data, and the Kafka record in binary mode that carries it.

See CloudEvents Kafka protocol binding 1.0.2, section 3.2.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from loket_shared.failures import PermanentError
from loket_shared.timestamps import read_rfc3339, rfc3339

SPECVERSION = "1.0"

JSON = "application/json"

CONTENT_TYPE = "content-type"

PREFIX = "ce_"

SEQUENCE_DIGITS = 10
"""Zero-padded, so that sequences order as text too (NL GOV profile, ``sequence``)."""

_SEQUENCE = re.compile(rb"\d{1,18}")

Headers = list[tuple[str, bytes]]


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


def to_record(envelope: Envelope) -> tuple[bytes, bytes, Headers]:
    """Return the record's key, value and headers."""
    attributes = envelope.attributes()
    headers: Headers = [(CONTENT_TYPE, attributes.pop("datacontenttype").encode())]
    headers += [(PREFIX + name, text.encode()) for name, text in attributes.items()]
    return envelope.partitionkey.encode(), envelope.data, headers


def from_record(key: bytes | None, value: bytes | None, headers: Iterable[tuple[str, bytes | None]]) -> Envelope:
    """Read the output of ``to_record``; attributes of other parties are ignored.

    Raises:
        UnreadableRecordError: an attribute is missing, occurs twice or cannot be read, or the key is not the
        event's ``partitionkey``.
    """
    found = _attributes(headers)
    _require(value is not None, "value")
    _require(found.get(f"{PREFIX}specversion") == SPECVERSION.encode(), "specversion")
    texts = {name: _text(found, PREFIX + name) for name in TEXTS if PREFIX + name in found}
    for name in TEXTS:
        _require(name in OPTIONAL or bool(texts.get(name)), name)
    _require(key == texts["partitionkey"].encode(), "partitionkey")
    return Envelope(
        time=_time(_text(found, f"{PREFIX}time")),
        sequence=_sequence(found.get(f"{PREFIX}sequence", b"")),
        datacontenttype=_text(found, CONTENT_TYPE),
        data=value or b"",
        **texts,
    )


def _attributes(headers: Iterable[tuple[str, bytes | None]]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for name, value in headers:
        if value is not None and (name == CONTENT_TYPE or name.startswith(PREFIX)):
            _require(name not in found, name)
            found[name] = value
    return found


def _text(found: dict[str, bytes], name: str) -> str:
    try:
        return found[name].decode()
    except (KeyError, UnicodeDecodeError) as error:
        raise UnreadableRecordError(f"the attribute {name} is missing or cannot be read") from error


def _time(text: str) -> datetime:
    try:
        return read_rfc3339(text)
    except ValueError as error:
        raise UnreadableRecordError("the attribute time cannot be read") from error


def _sequence(digits: bytes) -> int:
    _require(_SEQUENCE.fullmatch(digits) is not None and int(digits) > 0, "sequence")
    return int(digits)


def _require(condition: bool, name: str) -> None:
    if not condition:
        raise UnreadableRecordError(f"the attribute {name} is missing or cannot be read")
