"""Exported spans, and events on the log."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from loket_stack.wire import LogPosition, WireEvent

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def exported(
    trace: str,
    span: str,
    parent: str | None = None,
    at: int = 0,
    links: tuple[str, ...] = (),
    attributes: Mapping[str, str] | None = None,
) -> str:
    """Return the line that the SDK's console exporter writes; ``at`` is in milliseconds."""
    start = START + timedelta(milliseconds=at)
    line = {
        "name": f"work {span}",
        "context": {"trace_id": f"0x{trace}", "span_id": f"0x{span}", "trace_state": "[]"},
        "kind": "SpanKind.INTERNAL",
        "parent_id": f"0x{parent}" if parent else None,
        "start_time": start.isoformat(),
        "end_time": (start + timedelta(milliseconds=12.5)).isoformat(),
        "attributes": attributes or {},
        "links": [{"context": {"trace_id": f"0x{other}", "span_id": "0x00"}, "attributes": {}} for other in links],
        "resource": {"attributes": {"service.name": "loket-intake"}},
    }
    return json.dumps(line)


def event(id_: str, subject: str, trace: str, cause: str | None = None) -> WireEvent:
    """Return an event as it is read from the log."""
    attributes = {
        "id": id_,
        "type": f"nl.kennisveiligheid.{id_}.v1",
        "source": "urn:nld:oin:1:systeem:loket-intake",
        "time": "2026-11-23T09:00:00Z",
        "subject": subject,
        "sequence": "0000000001",
        "traceparent": f"00-{trace}-00f067aa0ba902b7-01",
        "data": {},
    }
    return WireEvent(LogPosition("loket.questions", 0, 0), attributes | ({"causationid": cause} if cause else {}))
