"""A record as it was received: its envelope, where it lay, and what it is known by."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import RowMapping

from loket_shared.broker.ports import Record
from loket_shared.envelope import Envelope, UnreadableRecordError, from_record

TRACEPARENT = "traceparent"
"""The header of this hop's trace; the attribute ``ce_traceparent`` is the origin's."""

UNKNOWN_SOURCE = ""

MAX_ATTRIBUTE_LENGTH = 1000
"""Characters of an attribute; more than a key of the inbox can hold cannot be told apart."""


class EventIdentity(NamedTuple):
    """What makes an event the same event: its source and id (CloudEvents 1.0, section 3.1)."""

    source: str
    id: str


@dataclass(frozen=True)
class StoredRecord:
    """A record kept outside the log; what it is made of is sealed, as it was on the wire."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes | None]]

    @classmethod
    def of(cls, row: RowMapping) -> "StoredRecord":
        """Rebuild the record from a row's columns topic, partition, offset, key, value and headers."""
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
            UnreadableRecord: it is not a CloudEvent of this desk, or an attribute cannot be kept.
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
        """The key, within whose events the order is kept."""
        return self.envelope.partitionkey

    @property
    def traceparent(self) -> str | None:
        """The trace to continue: the last hop's, or else the origin's."""
        hop = next((value for name, value in self.record.headers if name == TRACEPARENT and value), None)
        return hop.decode(errors="replace") if hop else self.envelope.traceparent

    def kept_headers(self) -> dict[str, str]:
        """Return the headers that a stored copy needs: the attributes and the trace, nothing foreign."""
        known = {"content-type", TRACEPARENT}
        pairs = ((name, value) for name, value in self.record.headers if value is not None)
        return {name: value.decode(errors="replace") for name, value in pairs if name in known or name[:3] == "ce_"}


def digest(record: Record) -> bytes:
    """Return the SHA-256 of the record's key, value and headers."""
    parts = [record.key or b"", record.value or b""]
    parts += [part for name, value in record.headers for part in (name.encode(), value or b"")]
    return sha256(b"".join(len(part).to_bytes(4) + part for part in parts)).digest()


def fingerprint(record: Record) -> EventIdentity:
    """Return what a record without a readable id is known by: the SHA-256 of its bytes."""
    return EventIdentity(UNKNOWN_SOURCE, f"sha256:{digest(record).hex()}")


def identity_of(record: Record) -> EventIdentity:
    """Return what the inbox knows ``record`` by."""
    try:
        return ReceivedRecord.of(record).identity
    except UnreadableRecordError:
        return fingerprint(record)
