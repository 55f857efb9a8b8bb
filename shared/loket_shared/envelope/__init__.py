"""An event as a CloudEvent on a Kafka record, with its parts sealed (docs/architecture.md#the-contract-on-the-wire)."""

from loket_shared.envelope.envelope import Envelope, UnknownTypeError, UnreadableRecordError, from_record, to_record
from loket_shared.envelope.profile import violations
from loket_shared.envelope.sealed_data import fetch_keys, open_event, open_parts, seal_event
from loket_shared.envelope.signature import AuthenticityError, EventVerifier, sign

__all__ = [
    "AuthenticityError",
    "Envelope",
    "EventVerifier",
    "UnknownTypeError",
    "UnreadableRecordError",
    "fetch_keys",
    "from_record",
    "open_event",
    "open_parts",
    "seal_event",
    "sign",
    "to_record",
    "violations",
]
