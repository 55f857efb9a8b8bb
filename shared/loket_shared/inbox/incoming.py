"""A received record: its envelope, its place in the log and its identity."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import RowMapping

from loket_shared.broker.ports import Record
from loket_shared.envelope import Envelope, UnreadableRecordError, from_record

TRACEPARENT = "traceparent"
"""The header with the trace of this hop; the attribute ``ce_traceparent`` is the trace of the origin."""

UNKNOWN_SOURCE = ""

MAX_ATTRIBUTE_LENGTH = 1000
"""Characters of an attribute. The inbox uses attributes as keys, so a longer attribute is refused instead of cut."""


class EventIdentity(NamedTuple):
    """The identity of an event: its source and id (CloudEvents 1.0, section 3.1)."""

    source: str
    id: str


@dataclass(frozen=True)
class StoredRecord:
    """A copy of a record outside the log; its content stays sealed, as on the wire."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes | None]]

    @classmethod
    def of(cls, row: RowMapping) -> "StoredRecord":
        """Return the record in a row with the columns topic, partition, offset, key, value and headers."""
        headers = [(name, text.encode()) for name, text in row["headers"].items()]
        return cls(row["topic"], row["partition"], row["offset"], row["key"].encode(), row["value"], headers)


@dataclass(frozen=True)
class ReceivedRecord:
    """A readable record."""

    record: Record
    envelope: Envelope

    @classmethod
    def of(cls, record: Record) -> "ReceivedRecord":
        """Read ``record``.

        Raises:
            UnreadableRecordError: the record is not a CloudEvent of this desk, or an attribute cannot be stored.
        """
        received = cls(record, from_record(record.key, record.value, record.headers))
        if not all(
            len(text) <= MAX_ATTRIBUTE_LENGTH and text.isprintable() for text in received.kept_headers().values()
        ):
            raise UnreadableRecordError("an attribute is too long or holds control characters")
        return received

    @property
    def identity(self) -> EventIdentity:
        """The event's source and id."""
        return EventIdentity(self.envelope.source, self.envelope.id)

    @property
    def key(self) -> str:
        """The key; events are ordered within one key."""
        return self.envelope.partitionkey

    @property
    def traceparent(self) -> str | None:
        """The trace to continue: that of the last hop, or else that of the origin."""
        hop = next((value for name, value in self.record.headers if name == TRACEPARENT and value), None)
        return hop.decode(errors="replace") if hop else self.envelope.traceparent

    def kept_headers(self) -> dict[str, str]:
        """Return the headers for a stored copy: the event's attributes and the trace, no foreign headers."""
        known = {"content-type", TRACEPARENT}
        pairs = ((name, value) for name, value in self.record.headers if value is not None)
        return {name: value.decode(errors="replace") for name, value in pairs if name in known or name[:3] == "ce_"}


def digest(record: Record) -> bytes:
    """Return the SHA-256 of the record's key, value and headers."""
    parts = [record.key or b"", record.value or b""]
    parts += [part for name, value in record.headers for part in (name.encode(), value or b"")]
    return sha256(b"".join(len(part).to_bytes(4) + part for part in parts)).digest()


def fingerprint(record: Record) -> EventIdentity:
    """Return the identity of a record without a readable id: the SHA-256 of its bytes."""
    return EventIdentity(UNKNOWN_SOURCE, f"sha256:{digest(record).hex()}")


def identity_of(record: Record) -> EventIdentity:
    """Return the identity under which the inbox records ``record``."""
    try:
        return ReceivedRecord.of(record).identity
    except UnreadableRecordError:
        return fingerprint(record)
