"""A CloudEvent as a Kafka record in binary mode (CloudEvents Kafka protocol binding 1.0.2, section 3.2)."""

import re
from collections.abc import Iterable
from datetime import datetime

from loket_shared.envelope.envelope import OPTIONAL, SPECVERSION, TEXTS, Envelope, UnreadableRecordError
from loket_shared.timestamps import read_rfc3339

CONTENT_TYPE = "content-type"
PREFIX = "ce_"
_SEQUENCE = re.compile(rb"\d{1,18}")

Headers = list[tuple[str, bytes]]


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
