"""A journey as a tree that a person can read."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from loket_stack.journey.model import EVENT, OUTCOME, Journey
from loket_stack.journey.spans import Span
from loket_stack.wire.cloud_event import WireEvent, short_type


def render_journey(journey: Journey) -> Iterator[str]:
    """Yield the lines of the journey: its events, then the spans of each trace."""
    yield f"{journey.reference}: {len(journey.events)} events, {len(journey.trace_ids)} traces"
    yield ""
    yield "Events, each under its cause:"
    yield from _events(journey.events)
    names = {event.get("id"): short_type(event) for event in journey.events}
    for trace_id in journey.trace_ids:
        spans = [span for span in journey.spans if span.trace_id == trace_id]
        if spans:
            yield ""
            yield f"Trace {trace_id}, from {spans[0].start:%Y-%m-%d %H:%M:%S.%f} UTC, {_milliseconds(spans):.0f} ms:"
            yield from _spans(spans, names)


def _events(events: Sequence[WireEvent]) -> Iterator[str]:
    known = {event.get("id") for event in events}
    children: dict[str | None, list[WireEvent]] = defaultdict(list)
    for event in events:
        cause = event.get("causationid")
        children[cause if cause in known else None].append(event)

    def under(cause: str | None, depth: int) -> Iterator[str]:
        for event in children[cause]:
            position = f"{event.position.topic}/{event.position.partition}@{event.position.offset}"
            yield f"  {event.get('time')}  {'  ' * depth}{short_type(event)}  ({position} #{event.sequence})"
            yield from under(event.get("id"), depth + 1)

    yield from under(None, 0)


def _spans(spans: Sequence[Span], names: dict[str | None, str]) -> Iterator[str]:
    known, first = {span.span_id for span in spans}, spans[0].start
    children: dict[str | None, list[Span]] = defaultdict(list)
    for span in spans:
        children[span.parent_span_id if span.parent_span_id in known else None].append(span)

    def under(parent: str | None, depth: int) -> Iterator[str]:
        for span in children[parent]:
            yield f"  {_offset(span, first):>9}  {'  ' * depth}{_describe(span, names)}"
            yield from under(span.span_id, depth + 1)

    yield from under(None, 0)


def _describe(span: Span, names: dict[str | None, str]) -> str:
    about = [names.get(span.attributes.get(EVENT)) or "", span.attributes.get(OUTCOME) or ""]
    notes = ", ".join(note for note in about if note and note not in span.name)
    return f"{span.service}: {span.name}{f' [{notes}]' if notes else ''}  {span.duration_ms:.1f} ms"


def _offset(span: Span, first: datetime) -> str:
    return f"+{(span.start - first).total_seconds() * 1000:.0f} ms"


def _milliseconds(spans: Sequence[Span]) -> float:
    return max((span.start - spans[0].start).total_seconds() * 1000 + span.duration_ms for span in spans)
