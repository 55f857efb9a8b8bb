"""Records as they lie in the log."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

HEADERS = {
    "content-type": "application/json",
    "ce_specversion": "1.0",
    "ce_id": "0192f0c1-7c3a-7def-8a00-000000000009",
    "ce_source": "urn:nld:oin:1:systeem:loket-intake",
    "ce_type": "nl.kennisveiligheid.questions.submitted.v1",
    "ce_subject": "KV-2026-000123",
    "ce_time": "2026-11-23T09:30:00.123456Z",
    "ce_sequence": "0000000007",
    "ce_traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
}


@pytest.fixture
def record() -> Callable[..., Any]:
    """Return a maker of records; a header given as None is left out."""

    def make(value: bytes = b'{"questionId": "q", "sealed": {"a": {}}}', **changed: str | None) -> Any:
        headers = {name: text for name, text in {**HEADERS, **changed}.items() if text is not None}
        wire = [(name, text.encode()) for name, text in headers.items()]
        place = {"topic": "loket.questions", "partition": 3, "offset": 5, "timestamp": 1_795_426_200_500}
        return SimpleNamespace(**place, key=b"q", value=value, headers=wire)

    return make
