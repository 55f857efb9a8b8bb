"""The journey of one question: its events, its traces and the outcome at each consumer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loket_stack.journey.spans import Span, spans_of
from loket_stack.wire.cloud_event import UnreadableRecord, WireEvent

CONSUMER = "messaging.consumer.group.name"
EVENT = "event.id"
OUTCOME = "outcome"


@dataclass(frozen=True)
class Journey:
    """The journey: events come from the log alone, spans and outcomes from exported telemetry alone."""

    reference: str
    events: Sequence[WireEvent]
    spans: Sequence[Span]

    @property
    def trace_ids(self) -> list[str]:
        """The traces of the journey, in the order they began."""
        of_events = [event.trace_id for event in self.events if event.trace_id]
        return list(dict.fromkeys([*of_events, *(span.trace_id for span in self.spans)]))

    @property
    def handled(self) -> list[Span]:
        """The spans of consumers that handled one of the events."""
        ids = {event.get("id") for event in self.events}
        return [span for span in self.spans if span.attributes.get(EVENT) in ids and OUTCOME in span.attributes]

    def as_json(self) -> dict[str, Any]:
        """Return the journey as ``journey --json`` prints it."""
        return {
            "reference": self.reference,
            "traceIds": self.trace_ids,
            "events": [_event(event) for event in self.events],
            "spans": [span.as_json() for span in self.spans],
            "handled": [_handled(span) for span in self.handled],
        }


def journey_of(
    reference: str, request_ids: Collection[str], records: Sequence[WireEvent | UnreadableRecord], telemetry: Path
) -> Journey:
    """Return the journey of the question ``reference``.

    ``request_ids`` are the contribution requests that the reader may know of: nothing on the log links them to the
    question (design section 5, compartments).
    """
    subjects = {reference, *request_ids}
    events = [record for record in records if isinstance(record, WireEvent) and record.get("subject") in subjects]
    traces = {event.trace_id for event in events if event.trace_id}
    return Journey(reference, events, spans_of(telemetry, traces) if traces else [])


def _event(event: WireEvent) -> dict[str, Any]:
    return {
        "id": event.get("id"),
        "type": event.get("type"),
        "source": event.get("source"),
        "time": event.get("time"),
        "causationId": event.get("causationid"),
        **vars(event.position),
        "sequence": event.sequence,
    }


def _handled(span: Span) -> dict[str, Any]:
    return {
        "consumer": span.attributes[CONSUMER],
        "eventId": span.attributes[EVENT],
        "outcome": span.attributes[OUTCOME],
        "time": span.as_json()["start"],
    }
