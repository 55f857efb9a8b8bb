"""Print the journey of one question through all services: its events from the log, its spans from telemetry.

On purpose, no event links contribution work to its question. The journey shows the work that the operator may know of,
so none of covert departments. Only codes, ids and times are shown, never content.
"""

import argparse
import asyncio
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from loket_stack.console import StackError, progress
from loket_stack.journey import EVENT, OUTCOME, Journey, Span, journey_of
from loket_stack.paths import Paths
from loket_stack.scenarios.api_client import Personas, connect_personas
from loket_stack.state import running_stack
from loket_stack.wire import Log, UnreadableRecord, WireEvent, read_by_time, short_type


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("reference", metavar="REFERENCE", help="the reference of the question, such as KV-2026-000123")
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of a tree")


def run(arguments: argparse.Namespace) -> int:
    """Print the journey.

    Raises:
        StackError: no event has this reference.
    """
    paths, stack = Paths.of(), running_stack()
    with connect_personas(paths, stack) as personas:
        requests = known_requests(personas, arguments.reference)
    records = asyncio.run(_records(Log.of(stack)))
    journey = journey_of(arguments.reference, requests, records, paths.telemetry)
    if not journey.events:
        raise StackError(f"there are no events about {arguments.reference}", "./loket events prints all events")
    if "OTEL_EXPORTER_OTLP_ENDPOINT" in os.environ:
        progress(
            "The services send their spans to a collector; only spans that were written to files before are shown."
        )
    lines = [json.dumps(journey.as_json(), indent=2)] if arguments.json else render_journey(journey)
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


async def _records(log: Log) -> list[WireEvent | UnreadableRecord]:
    return await read_by_time(log, [topic for topic in await log.topics() if not topic.endswith(".dead-letters")])


def known_requests(personas: Personas, reference: str) -> list[str]:
    """Return the ids of the requests whose clocks the operator sees: all but those of covert departments."""
    case = personas.person("operator").find("backoffice", f"/v1/cases/{reference}") or {}
    return [str(clock["requestId"]) for clock in case.get("clocks", ()) if clock["requestId"]]


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
