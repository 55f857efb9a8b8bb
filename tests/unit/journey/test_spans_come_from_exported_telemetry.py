"""Spans are found by their trace, and by links to it."""

from collections.abc import Callable
from pathlib import Path

from unit.journey.exports import START, exported

from loket_stack.journey import spans_of

FIRST, LATER, OTHER = "a" * 32, "b" * 32, "c" * 32
Telemetry = Callable[..., Path]


def test_a_span_is_shown_with_its_times_and_its_parent(telemetry: Telemetry) -> None:
    (span,) = spans_of(telemetry(exported(FIRST, "1" * 16, "2" * 16, at=3)), [FIRST])
    assert span.as_json() == {
        "traceId": FIRST,
        "spanId": "1" * 16,
        "parentSpanId": "2" * 16,
        "links": [],
        "service": "intake",
        "name": "work 1111111111111111",
        "start": START.isoformat().replace("+00:00", ".003000Z"),
        "durationMs": 12.5,
    }


def test_other_traces_are_left_out_and_the_rest_is_in_order(telemetry: Telemetry) -> None:
    folder = telemetry(exported(FIRST, "2" * 16, at=9), exported(OTHER, "3" * 16), exported(FIRST, "1" * 16, at=1))
    assert [span.span_id for span in spans_of(folder, [FIRST])] == ["1" * 16, "2" * 16]


def test_a_trace_that_links_to_one_of_them_belongs_to_the_story_as_a_whole(telemetry: Telemetry) -> None:
    folder = telemetry(
        exported(FIRST, "1" * 16),
        exported(LATER, "2" * 16, at=5, links=(FIRST,)),
        exported(LATER, "3" * 16, parent="2" * 16, at=6),
    )
    assert [span.trace_id for span in spans_of(folder, [FIRST])] == [FIRST, LATER, LATER]


def test_a_line_that_is_just_being_written_is_passed_over(telemetry: Telemetry) -> None:
    whole = exported(FIRST, "1" * 16)
    assert len(spans_of(telemetry(whole, unfinished=exported(FIRST, "2" * 16)[:150]), [FIRST])) == 1
