"""An envelope becomes a Kafka record and comes back unchanged; another CloudEvents library reads it too."""

from datetime import datetime, timedelta, timezone

from cloudevents.core.bindings.kafka import KafkaMessage, from_kafka_event
from hypothesis import given
from unit.envelope.envelopes import ENVELOPES, envelope

from loket_shared.envelope import Envelope, from_record, to_record


@given(envelope=ENVELOPES)
def test_comes_back_unchanged(envelope: Envelope) -> None:
    assert from_record(*to_record(envelope)) == envelope


def test_the_cloudevents_sdk_reads_the_same() -> None:
    sent = envelope(dataref="http://127.0.0.1:8101/v1/cases/KV-2026-000123")
    key, value, headers = to_record(sent)
    read = from_kafka_event(KafkaMessage(dict(headers), key, value))
    assert (read.get_id(), read.get_source(), read.get_type()) == (sent.id, sent.source, sent.type)
    assert (read.get_subject(), read.get_time(), read.get_dataschema()) == (sent.subject, sent.time, sent.dataschema)
    assert read.get_extension("sequence") == "0000000007"
    assert read.get_extension("dataref") == sent.dataref
    assert read.get_extension("partitionkey") == sent.partitionkey
    assert read.get_data() == {}


def test_an_absent_attribute_has_no_header() -> None:
    _, _, headers = to_record(envelope())
    assert {"ce_dataref", "ce_correlationid", "ce_causationid", "ce_traceparent"}.isdisjoint(dict(headers))


def test_a_moment_is_written_in_utc() -> None:
    amsterdam = timezone(timedelta(hours=1))
    _, _, headers = to_record(envelope(time=datetime(2026, 11, 23, 10, 30, tzinfo=amsterdam)))
    assert dict(headers)["ce_time"] == b"2026-11-23T09:30:00Z"


def test_sequences_order_as_text() -> None:
    written = [dict(to_record(envelope(sequence=number))[2])["ce_sequence"] for number in (2, 10, 9, 100)]
    assert sorted(written) == [f"{number:010d}".encode() for number in (2, 9, 10, 100)]


def test_headers_of_other_parties_are_passed_over() -> None:
    key, value, headers = to_record(envelope())
    others = [("traceparent", b"\xff"), ("x-custom", b"1"), ("ce_nlkvnote", b"later"), ("ce_dataref", None)]
    assert from_record(key, value, [*headers, *others]) == envelope()
