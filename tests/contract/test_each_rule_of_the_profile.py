"""For each rule of the NL GOV profile for CloudEvents one record that breaks that rule, and only that."""

from collections.abc import Awaitable, Callable, Mapping

import pytest

from loket_shared.contracts.event import Event
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.envelope import violations
from loket_shared.envelope.profile import RULES

RecordOf = Callable[[Event], Awaitable[tuple[bytes, bytes, list[tuple[str, bytes]]]]]

Headers = list[tuple[str, bytes | None]]
Record = tuple[Headers, bytes]
Change = Callable[[Record], Record]


def _set(name: str, value: str | bytes) -> Change:
    text = value.encode() if isinstance(value, str) else value

    def change(record: Record) -> Record:
        headers, data = record
        return [header for header in headers if header[0] != name] + [(name, text)], data

    return change


def _without(name: str) -> Change:
    return lambda record: ([header for header in record[0] if header[0] != name], record[1])


def _also(name: str, value: str) -> Change:
    return lambda record: ([*record[0], (name, value.encode())], record[1])


def _data(data: bytes) -> Change:
    return lambda record: (record[0], data)


URN = "urn:nld:oin:00000003123456780000:systeem:loket-intake"
BROKEN: Mapping[str, list[Change]] = {
    "CE1-required": [_without(f"ce_{name}") for name in ("id", "source", "specversion", "type")],
    "CE1-name": [_also("ce_nl_kvnote", "x"), _also("ce_nlKvNote", "x"), _also("ce_nl-note", "x")],
    "CE1-length": [_also("ce_nlkvsomethingverylong", "x")],
    "CE1-once": [_also("ce_subject", "KV-2026-000123"), _also("content-type", "application/json")],
    "CE2": [
        _also("ce_nlnote", "a\u0007b"),
        _also("ce_nlnote", "a\u0085b"),
        _also("ce_nlnote", "a\ufdd0b"),
        _also("ce_nlnote", "a\U0001ffffb"),
        _set("ce_nlnote", b"\xff\xfe"),
    ],
    "CE3": [_set("ce_id", "")],
    "CE4": [_set("ce_id", "KV-2026-000123-1"), _set("ce_id", "8fbe6d3c-6b1f-4f0a-9c50-2f7a0e4d5b11")],
    "CE5": [_set("ce_source", ""), _set("ce_source", f"{URN} x")],
    "CE6": [
        _set("ce_source", "https://intake.loket.example/v1/questions"),
        _set("ce_source", "/intake"),
        _set("ce_source", "urn:nld:oin:123:systeem:loket-intake"),
        _set("ce_source", "urn:nld:systeem:loket-intake:oin:00000003123456780000"),
    ],
    "CE7": [_set("ce_specversion", "0.3"), _set("ce_specversion", "1.0.2")],
    "CE8": [
        _set("ce_type", "questions-submitted.v1"),
        _set("ce_type", "com.example.questions.submitted.v1"),
        _set("ce_type", "nl.kennisveiligheid.questions_submitted.v1"),
    ],
    "CE9": [
        _set("ce_type", "nl.kennisveiligheid.questions.submitted"),
        _set("ce_type", "nl.kennisveiligheid.v1.questions.submitted.v1"),
        _set("ce_type", "nl.kennisveiligheid.questions.submitted.v1.2.0"),
    ],
    "CE11": [
        _without("content-type"),
        _set("content-type", "text/plain"),
        _set("content-type", "application/cloudevents+json"),
    ],
    "CE11-data": [_data(b"not json"), _data(b""), _data(b"[" * 50_000)],
    "CE12": [_set("ce_dataschema", "schemas/submitted.json"), _set("ce_dataschema", "")],
    "CE13": [_set("ce_subject", "Indiener van Voorbeeldstad"), _set("ce_subject", "")],
    "CE14": [
        _set("ce_time", "2026-11-23"),
        _set("ce_time", "2026-11-23T10:30:00+01:00"),
        _set("ce_time", "2026-11-23t09:30:00z"),
        _set("ce_time", "2026-13-23T09:30:00Z"),
    ],
    "CE15": [_set("ce_dataref", ""), _set("ce_dataref", "https://loket.example/a b")],
    "CE16": [_set("ce_sequence", ""), _set("ce_sequence", "1"), _set("ce_sequence", "eerste-een")],
    "CE16-type": [_also("ce_sequencetype", "integer")],
    "CE17": [_also("ce_nlasker", "asker@voorbeeldstad.example"), _also("ce_nlasker", "mailto:asker%40stad.example")],
    "CE18": [_data(b'"' + b"a" * 65_536 + b'"')],
    "CE19": [_also("ce_note", "x")],
    "DC-class": [_set("ce_dataclassification", "geheim")],
    "DC-required": [
        lambda record: _without("ce_dataclassification")(_also("ce_dataregulation", "AVG")(record)),
    ],
    "SG-key": [_set("ce_nlsigningkey", "intake"), _set("ce_nlsigningkey", "8FBE6D3C-6B1F-4F0A-9C50-2F7A0E4D5B11")],
    "SG": [_set("ce_nlsignature", ""), _set("ce_nlsignature", "A" * 88), _set("ce_nlsignature", f"{'-' * 86}==")],
    "SG-required": [_without("ce_nlsigningkey"), _without("ce_nlsignature")],
    "TC": [_set("ce_traceparent", "00-" + "0" * 32 + "-00f067aa0ba902b7-01"), _set("ce_traceparent", "x")],
}


@pytest.mark.asyncio
@pytest.mark.parametrize(("rule", "change"), [(rule, change) for rule, changes in BROKEN.items() for change in changes])
async def test_a_record_that_breaks_one_rule_is_refused_for_that_rule(
    rule: str, change: Change, record_of: RecordOf
) -> None:
    _, value, headers = await record_of(QuestionSubmitted.example())
    broken = change((list(headers), value))
    assert [violation.rule for violation in violations(*broken)] == [rule]


def test_every_rule_has_a_record_that_breaks_it() -> None:
    assert BROKEN.keys() == {rule.name for rule in RULES}


@pytest.mark.asyncio
async def test_a_header_without_a_value_is_an_absent_attribute(record_of: RecordOf) -> None:
    """Rule CE20: null means absent."""
    _, value, headers = await record_of(QuestionSubmitted.example())
    optional = [(name, None if name == "ce_dataref" else text) for name, text in headers]
    assert violations(optional, value) == []
    required = [(name, None if name == "ce_type" else text) for name, text in headers]
    assert [violation.rule for violation in violations(required, value)] == ["CE1-required"]


@pytest.mark.asyncio
async def test_a_refusal_repeats_nothing_of_the_record(record_of: RecordOf) -> None:
    _, value, headers = await record_of(QuestionSubmitted.example())
    broken = _also("ce_nlasker", "kanarie@voorbeeldstad.example")((list(headers), value))
    assert [violation for violation in violations(*broken) if "kanarie" not in violation.text]
    assert not [violation for violation in violations(*broken) if "kanarie" in violation.text]
