"""The journey of one question: its events from the log, and its spans from the telemetry that the services export."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from loket_stack.wire import UnreadableRecord, WireEvent

CONSUMER = "messaging.consumer.group.name"
EVENT = "event.id"
OUTCOME = "outcome"


@dataclass(frozen=True)
class Span:
    """A piece of work that a service did; ``links`` names the spans it is connected with but not part of."""

    trace_id: str
    span_id: str
    parent_span_id: str | None
    links: tuple[tuple[str, str], ...]
    service: str
    name: str
    start: datetime
    duration_ms: float
    attributes: dict[str, Any]

    @classmethod
    def of(cls, line: dict[str, Any]) -> Self:
        """Return the span that the SDK's console exporter wrote."""
        context = line["context"]
        start, end = datetime.fromisoformat(line["start_time"]), datetime.fromisoformat(line["end_time"])
        return cls(
            trace_id=_bare(context["trace_id"]),
            span_id=_bare(context["span_id"]),
            parent_span_id=_bare(line["parent_id"]) if line["parent_id"] else None,
            links=tuple(
                (_bare(link["context"]["trace_id"]), _bare(link["context"]["span_id"])) for link in line["links"]
            ),
            service=line["resource"]["attributes"]["service.name"].removeprefix("loket-"),
            name=line["name"],
            start=start,
            duration_ms=round((end - start).total_seconds() * 1000, 3),
            attributes=line["attributes"],
        )

    def as_json(self) -> dict[str, Any]:
        """Return the span under the names of ``journey --json``."""
        return {
            "traceId": self.trace_id,
            "spanId": self.span_id,
            "parentSpanId": self.parent_span_id,
            "links": [{"traceId": trace, "spanId": span} for trace, span in self.links],
            "service": self.service,
            "name": self.name,
            "start": self.start.isoformat().replace("+00:00", "Z"),
            "durationMs": self.duration_ms,
        }


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
    question (docs/architecture.md#compartments).
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


def spans_of(folder: Path, trace_ids: Collection[str]) -> list[Span]:
    """Return the spans of these traces and of the traces that link to them, in the order they began."""
    near = list(_mentioning(folder, trace_ids))
    linking = {span.trace_id for span in near} - set(trace_ids)
    spans = [*near, *_mentioning(folder, linking)] if linking else near
    wanted = {*trace_ids, *linking}
    unique = {(span.trace_id, span.span_id): span for span in spans if span.trace_id in wanted}
    return sorted(unique.values(), key=lambda span: span.start)


def _mentioning(folder: Path, trace_ids: Collection[str]) -> Iterator[Span]:
    """Yield the spans whose line names one of the traces, as its own or in a link."""
    for file in sorted(folder.glob("*.jsonl")):
        with file.open(encoding="utf-8") as lines:
            yield from _readable(line for line in lines if any(trace_id in line for trace_id in trace_ids))


def _readable(lines: Iterable[str]) -> Iterator[Span]:
    for line in lines:
        try:
            yield Span.of(json.loads(line))
        except (ValueError, KeyError):
            # The last, incomplete line of a service that is still writing or was killed.
            continue


def _bare(number: str) -> str:
    return number.removeprefix("0x")
