"""What is no event of this desk is refused, without repeating a word of it."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket_shared.contracts.registry import EVENTS
from loket_shared.db.ids import new_id
from loket_shared.envelope import Envelope, UnreadableRecord, from_record, to_record
from loket_shared.envelope.kafka_record import Headers

CANARY = "kanarie-7f3a"


def _record() -> tuple[bytes, bytes, Headers]:
    example = EVENTS[0].example()
    envelope = Envelope(
        id=str(new_id()),
        source="urn:nld:oin:00000003123456780000:systeem:loket-intake",
        type=example.TYPE,
        subject=example.subject,
        time=example.given_at,  # type: ignore[attr-defined]
        sequence=1,
        dataschema="https://loket.example/schemas/x.json",
        partitionkey=str(example.key),
        dataclassification="vertrouwelijk",
        data=b"{}",
    )
    return to_record(envelope)


REQUIRED = sorted({name for name, _ in _record()[2]})


def _set(name: str, value: bytes) -> Callable[[Headers], Headers]:
    return lambda headers: [(header, value if header == name else text) for header, text in headers]


@pytest.mark.parametrize("name", REQUIRED)
def test_every_attribute_is_needed(name: str) -> None:
    key, value, headers = _record()
    with pytest.raises(UnreadableRecord):
        from_record(key, value, [header for header in headers if header[0] != name])


@pytest.mark.parametrize("name", REQUIRED)
def test_no_attribute_stands_there_twice(name: str) -> None:
    key, value, headers = _record()
    with pytest.raises(UnreadableRecord):
        from_record(key, value, [*headers, (name, dict(headers)[name])])


@pytest.mark.parametrize("name", REQUIRED)
def test_no_attribute_is_other_than_utf_8(name: str) -> None:
    key, value, headers = _record()
    with pytest.raises(UnreadableRecord):
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
    with pytest.raises(UnreadableRecord) as refusal:
        from_record(key, data, _set(name, value.encode())(headers))
    assert value == "" or value not in str(refusal.value)


@pytest.mark.parametrize(("key", "value"), [(None, b"{}"), (b"another", b"{}")])
def test_the_key_is_the_one_that_the_event_names(key: bytes | None, value: bytes) -> None:
    with pytest.raises(UnreadableRecord):
        from_record(key, value, _record()[2])


def test_a_record_without_a_value_is_refused() -> None:
    key, _, headers = _record()
    with pytest.raises(UnreadableRecord):
        from_record(key, None, headers)


@given(headers=st.lists(st.tuples(st.sampled_from(REQUIRED) | st.text(max_size=9), st.none() | st.binary(max_size=20))))
def test_whatever_arrives_is_read_or_refused(headers: list[tuple[str, bytes | None]]) -> None:
    with pytest.raises(UnreadableRecord):
        from_record(b"key", b"value", headers)
