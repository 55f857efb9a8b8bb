"""What is no event of this desk is refused, without repeating a word of it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit.envelopes import envelope

from loket_shared.contracts.registry import EVENTS
from loket_shared.envelope import UnreadableRecordError, from_record, to_record
from loket_shared.envelope.envelope import Headers

CANARY = "kanarie-7f3a"


def _record() -> tuple[bytes, bytes, Headers]:
    return to_record(envelope(type=EVENTS[0].TYPE))


REQUIRED = sorted({name for name, _ in _record()[2]})


def _set(name: str, value: bytes) -> Callable[[Headers], Headers]:
    return lambda headers: [(header, value if header == name else text) for header, text in headers]


@pytest.mark.parametrize("name", REQUIRED)
def test_every_attribute_is_needed(name: str) -> None:
    key, value, headers = _record()
    with pytest.raises(UnreadableRecordError):
        from_record(key, value, [header for header in headers if header[0] != name])


@pytest.mark.parametrize("name", REQUIRED)
def test_no_attribute_stands_there_twice(name: str) -> None:
    key, value, headers = _record()
    with pytest.raises(UnreadableRecordError):
        from_record(key, value, [*headers, (name, dict(headers)[name])])


@pytest.mark.parametrize("name", REQUIRED)
def test_no_attribute_is_other_than_utf_8(name: str) -> None:
    key, value, headers = _record()
    with pytest.raises(UnreadableRecordError):
        from_record(key, value, _set(name, b"\xff\xfe")(headers))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ce_specversion", "0.3"),
        ("ce_time", "gisteren"),
        ("ce_time", "2026-11-23T09:30:00"),
        ("ce_sequence", "0"),
        ("ce_sequence", "-1"),
        ("ce_sequence", "1.5"),
        ("ce_sequence", "9" * 19),
        ("ce_id", ""),
        ("ce_partitionkey", CANARY),
    ],
)
def test_an_attribute_that_cannot_be_read_is_refused_without_its_words(name: str, value: str) -> None:
    key, data, headers = _record()
    with pytest.raises(UnreadableRecordError) as refusal:
        from_record(key, data, _set(name, value.encode())(headers))
    assert value == "" or value not in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-03t10:00:00z", datetime(2026, 11, 3, 10)),
        ("2026-11-03T10:00:00z", datetime(2026, 11, 3, 10)),
        ("2026-11-03T10:00:00.5-00:00", datetime(2026, 11, 3, 10, 0, 0, 500_000)),
        ("2026-11-03T00:30:00.1234567+01:00", datetime(2026, 11, 2, 23, 30, 0, 123_456)),
        ("2016-12-31T23:59:60Z", datetime(2017, 1, 1)),
        ("2016-12-31t23:59:60.25z", datetime(2017, 1, 1, 0, 0, 0, 250_000)),
        ("1990-12-31T15:59:60-08:00", datetime(1991, 1, 1)),
    ],
)
def test_a_moment_is_read_in_every_form_of_the_standard(text: str, moment: datetime) -> None:
    key, value, headers = _record()
    assert from_record(key, value, _set("ce_time", text.encode())(headers)).time == moment.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-W45-2T10:00Z",
        "2026-W45-2T10:00:00Z",
        "2026-307T10:00:00Z",
        "20261103T100000Z",
        "2026-11-03 10:00:00Z",
        "2026-11-03T10:00Z",
        "2026-11-03T10:00:00,5Z",
        "2026-11-03T10:00:00.Z",
        "2026-11-03T10:00:00+01",
        "2026-11-03T10:00:00+0100",
        "2026-11-03T10:00:00+24:00",
        "2026-11-03T24:00:00Z",
        "2026-11-03T10:00:60Z",
        "2026-11-03T23:59:61Z",
        "2026-02-29T10:00:00Z",
        "\u0662026-11-03T10:00:00Z",
        "0001-01-01T00:00:00+05:00",
        "9999-12-31T23:59:60Z",
    ],
)
def test_what_is_no_moment_of_the_standard_is_refused(text: str) -> None:
    key, value, headers = _record()
    with pytest.raises(UnreadableRecordError):
        from_record(key, value, _set("ce_time", text.encode())(headers))


@pytest.mark.parametrize(("key", "value"), [(None, b"{}"), (b"another", b"{}")])
def test_the_key_is_the_one_that_the_event_names(key: bytes | None, value: bytes) -> None:
    with pytest.raises(UnreadableRecordError):
        from_record(key, value, _record()[2])


def test_a_record_without_a_value_is_refused() -> None:
    key, _, headers = _record()
    with pytest.raises(UnreadableRecordError):
        from_record(key, None, headers)


@given(headers=st.lists(st.tuples(st.sampled_from(REQUIRED) | st.text(max_size=9), st.none() | st.binary(max_size=20))))
def test_whatever_arrives_is_read_or_refused(headers: list[tuple[str, bytes | None]]) -> None:
    with pytest.raises(UnreadableRecordError):
        from_record(b"key", b"value", headers)
