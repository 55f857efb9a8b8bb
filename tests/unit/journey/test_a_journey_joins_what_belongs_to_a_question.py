"""Events of the question and of the requests that may be told of; who handled them; and all of it in words."""

from collections.abc import Callable
from pathlib import Path

from unit.journey.exports import START, event, exported

from loket_stack.commands.journey import render_journey
from loket_stack.journey import journey_of
from loket_stack.wire import LogPosition, UnreadableRecord, WireEvent

REFERENCE, REQUEST, COVERT = "KV-2026-000123", "0192-request", "0192-covert"
ONE, TWO, THREE = "a" * 32, "b" * 32, "c" * 32
LOG: list[WireEvent | UnreadableRecord] = [
    event("submitted", REFERENCE, ONE),
    event("decided", REFERENCE, ONE, cause="submitted"),
    event("requested", REQUEST, TWO),
    event("hidden", COVERT, THREE),
    event("elsewhere", "KV-2026-000999", THREE),
    UnreadableRecord(LogPosition("loket.questions", 0, 9), 12),
]
Telemetry = Callable[..., Path]


def handled(trace: str, event_id: str, span: str, at: int = 0) -> str:
    attributes = {"event.id": event_id, "outcome": "handled", "messaging.consumer.group.name": "loket.routing"}
    return exported(trace, span, at=at, attributes=attributes)


def test_only_what_may_be_told_is_in_it(telemetry: Telemetry) -> None:
    folder = telemetry(exported(ONE, "1" * 16), exported(TWO, "2" * 16), exported(THREE, "3" * 16))
    shown = journey_of(REFERENCE, [REQUEST], LOG, folder).as_json()
    assert [each["id"] for each in shown["events"]] == ["submitted", "decided", "requested"]
    assert shown["traceIds"] == [ONE, TWO]
    assert [span["traceId"] for span in shown["spans"]] == [ONE, TWO]


def test_who_handled_what_is_read_from_the_spans_of_consumers(telemetry: Telemetry) -> None:
    folder = telemetry(handled(ONE, "submitted", "1" * 16, at=4), handled(ONE, "unknown", "2" * 16))
    assert journey_of(REFERENCE, [], LOG, folder).as_json()["handled"] == [
        {
            "consumer": "loket.routing",
            "eventId": "submitted",
            "outcome": "handled",
            "time": START.isoformat().replace("+00:00", ".004000Z"),
        }
    ]


def test_an_event_shows_its_cause_and_its_place(telemetry: Telemetry) -> None:
    decided = journey_of(REFERENCE, [], LOG, telemetry()).as_json()["events"][1]
    assert (decided["causationId"], decided["sequence"], decided["topic"]) == ("submitted", 1, "loket.questions")


def test_a_reference_that_nothing_is_known_of_has_no_events(telemetry: Telemetry) -> None:
    assert journey_of("KV-2026-000555", [], LOG, telemetry(exported(ONE, "1" * 16))).as_json()["spans"] == []


def test_in_words_each_event_stands_under_its_cause_and_each_span_under_its_parent(telemetry: Telemetry) -> None:
    folder = telemetry(exported(ONE, "1" * 16), exported(ONE, "2" * 16, parent="1" * 16, at=7))
    lines = list(render_journey(journey_of(REFERENCE, [], LOG, folder)))
    indents = {word: next(line for line in lines if word in line).index(word) for word in ("submitted", "decided.v1")}
    assert indents["decided.v1"] == indents["submitted"] + 2
    spans = [line for line in lines if "work" in line]
    assert spans[1].index("intake") == spans[0].index("intake") + 2
    assert "+7 ms" in spans[1]
