"""A record for a reader without keys: a CloudEvent with its position in the log; sealed parts stay sealed."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from aiokafka import ConsumerRecord
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary
from cloudevents.core.exceptions import CloudEventValidationError
from cloudevents.core.formats.json import JSONFormat

_NEVER_MADE_UP = frozenset({"ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time"})
"""The library invents an id and a time where a record has none; such a record is no event here."""

_TYPE_PREFIX = "nl.kennisveiligheid."


@dataclass(frozen=True)
class LogPosition:
    """The position of a record in the log."""

    topic: str
    partition: int
    offset: int


@dataclass(frozen=True)
class WireEvent:
    """A CloudEvent (CloudEvents JSON format 1.0.2), with its position and time in the log."""

    position: LogPosition
    attributes: dict[str, Any]
    logged_at: datetime | None = None

    @cached_property
    def trace_id(self) -> str | None:
        """The trace that the event was published in."""
        traceparent = self.get("traceparent")
        return traceparent.split("-")[1] if traceparent else None

    @property
    def sequence(self) -> int:
        """Its number among the events of its topic and key."""
        return int(self.attributes["sequence"])

    def get(self, name: str) -> str | None:
        """Return an attribute as text; None if the event lacks it."""
        value = self.attributes.get(name)
        return None if value is None else str(value)

    def as_json(self) -> dict[str, Any]:
        """Return the event with its position beside its attributes."""
        return {**self.attributes, **vars(self.position)}


@dataclass(frozen=True)
class UnreadableRecord:
    """A record that is no CloudEvent; its bytes are not shown, because their content is unknown."""

    position: LogPosition
    size: int

    def as_json(self) -> dict[str, Any]:
        """Return the position and the size in bytes."""
        return {**vars(self.position), "unreadable": True, "size": self.size}


def read(record: "ConsumerRecord[bytes, bytes]") -> WireEvent | UnreadableRecord:
    """Parse a record with the CloudEvents project's own library."""
    position = LogPosition(record.topic, record.partition, record.offset)
    attributes = _attributes(record)
    if attributes is None:
        return UnreadableRecord(position, len(record.value or b""))
    logged_at = datetime.fromtimestamp(record.timestamp / 1000, UTC) if record.timestamp > 0 else None
    return WireEvent(position, attributes, logged_at)


def _attributes(record: "ConsumerRecord[bytes, bytes]") -> dict[str, Any] | None:
    headers = {name: value for name, value in record.headers if value is not None}
    if not headers.keys() >= _NEVER_MADE_UP:
        return None
    message = KafkaMessage(headers=headers, key=record.key, value=record.value or b"")
    try:
        attributes: dict[str, Any] = json.loads(JSONFormat().write(from_binary(message, JSONFormat())))
    except (CloudEventValidationError, ValueError):
        return None
    return attributes if isinstance(attributes.get("data"), dict) else None


def as_line(record: WireEvent | UnreadableRecord) -> str:
    """Return a line with time, type, subject, position, the clear parts, and the size of the sealed part."""
    position = f"{record.position.topic}/{record.position.partition}@{record.position.offset}"
    if isinstance(record, UnreadableRecord):
        return f"{'-':27} {'unreadable':42} {f'{record.size} bytes':38} {position}"
    data = record.attributes["data"]
    sealed = data.get("sealed", {})
    clear = ", ".join(f"{name}={value}" for name, value in data.items() if name != "sealed" and value is not None)
    return (
        f"{record.get('time') or '-':27} {short_type(record):42} {record.get('subject') or '-':38} "
        f"{position} #{record.sequence}  {clear}{f'  [{len(sealed)} sealed]' if sealed else ''}"
    )


def short_type(event: WireEvent) -> str:
    """Return the type without the prefix of all types."""
    return (event.get("type") or "").removeprefix(_TYPE_PREFIX)
