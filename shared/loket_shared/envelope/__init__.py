"""An event as a CloudEvent on a Kafka record, with its parts sealed (docs/architecture.md#the-contract-on-the-wire)."""

from loket_shared.envelope.authenticity import AuthenticityError, EventVerifier
from loket_shared.envelope.envelope import Envelope
from loket_shared.envelope.kafka_record import from_record, to_record
from loket_shared.envelope.opening_events import open_event, open_parts
from loket_shared.envelope.profile import violations
from loket_shared.envelope.sealing_events import seal_event
from loket_shared.envelope.signature import sign
from loket_shared.envelope.unreadable import UnknownTypeError, UnreadableRecordError

__all__ = [
    "AuthenticityError",
    "Envelope",
    "EventVerifier",
    "UnknownTypeError",
    "UnreadableRecordError",
    "from_record",
    "open_event",
    "open_parts",
    "seal_event",
    "sign",
    "to_record",
    "violations",
]
