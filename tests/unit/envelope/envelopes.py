"""Envelopes of every kind, for tests that put none on a log."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from loket_shared.envelope import Envelope

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30)
OPTIONAL = st.none() | TEXT
MOMENTS = st.datetimes(min_value=datetime(2000, 1, 1), timezones=st.just(UTC))
ENVELOPES = st.builds(
    Envelope,
    id=TEXT,
    source=TEXT,
    type=TEXT,
    subject=TEXT,
    time=MOMENTS,
    sequence=st.integers(1, 9_999_999_999),
    dataschema=TEXT,
    partitionkey=TEXT,
    dataclassification=TEXT,
    data=st.binary(max_size=50),
    dataref=OPTIONAL,
    correlationid=OPTIONAL,
    causationid=OPTIONAL,
    traceparent=OPTIONAL,
    nlsigningkey=OPTIONAL,
    nlsignature=OPTIONAL,
)


def envelope(**changes: object) -> Envelope:
    """An envelope with the attributes that a test is about."""
    attributes = {
        "id": "0192f0c1-7c3a-7def-8a00-00000000000a",
        "source": "urn:nld:oin:00000003123456780000:systeem:loket-intake",
        "type": "nl.kennisveiligheid.cases.opened.v1",
        "subject": "KV-2026-000123",
        "time": datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
        "sequence": 7,
        "dataschema": "https://loket.example/schemas/nl.kennisveiligheid.cases.opened.v1.json",
        "partitionkey": "0192f0c1-7c3a-7def-8a00-000000000001",
        "dataclassification": "vertrouwelijk",
        "data": b"{}",
    }
    return Envelope(**{**attributes, **changes})  # type: ignore[arg-type]
