"""A record is shown as the CloudEvent it is; what is none is named, never shown."""

from collections.abc import Callable
from typing import Any

import pytest

from loket_stack.commands.events import as_line
from loket_stack.wire import UnreadableRecord, WireEvent, parse_record

Make = Callable[..., Any]


def test_attributes_data_and_place_are_shown_as_they_are_on_the_wire(record: Make) -> None:
    event = parse_record(record())
    assert isinstance(event, WireEvent)
    shown = event.as_json()
    assert shown["type"] == "nl.kennisveiligheid.questions.submitted.v1"
    assert shown["time"] == "2026-11-23T09:30:00.123456Z"
    assert shown["data"] == {"questionId": "q", "sealed": {"a": {}}}
    assert (shown["topic"], shown["partition"], shown["offset"]) == ("loket.questions", 3, 5)


def test_the_sequence_and_the_trace_are_read_from_their_attributes(record: Make) -> None:
    event = parse_record(record())
    assert isinstance(event, WireEvent)
    assert (event.sequence, event.trace_id) == (7, "4bf92f3577b34da6a3ce929d0e0e4736")


@pytest.mark.parametrize("missing", ["ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time"])
def test_nothing_is_made_up_where_an_attribute_is_missing(record: Make, missing: str) -> None:
    assert isinstance(parse_record(record(**{missing: None})), UnreadableRecord)


@pytest.mark.parametrize("value", [b"", b"a canary in the clear", b'"a canary"', b"\xff\xfe", b"[1]"])
def test_data_that_are_no_object_are_not_shown(record: Make, value: bytes) -> None:
    seen = parse_record(record(value))
    assert isinstance(seen, UnreadableRecord)
    assert seen.size == len(value)
    assert "canary" not in as_line(seen) + str(seen.as_json())


def test_a_line_says_what_is_clear_and_how_much_is_sealed(record: Make) -> None:
    line = as_line(parse_record(record()))
    for part in ("questions.submitted.v1", "KV-2026-000123", "loket.questions/3@5", "#7", "questionId=q", "[1 sealed]"):
        assert part in line
