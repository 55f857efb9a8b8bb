"""Whether a copy of a record may be kept: only where all content in it is sealed (docs/architecture.md#failure)."""

from base64 import b64encode
from typing import Any
from uuid import uuid4

import orjson
import pytest
from unit.bus.records import envelope

from loket_shared.contracts.events.questions_supplemented import QuestionSupplemented
from loket_shared.envelope.clear_text import is_fully_sealed

SLOT = {"kid": str(uuid4()), "nonce": b64encode(bytes(12)).decode(), "ciphertext": b64encode(bytes(32)).decode()}
KNOWN = QuestionSupplemented.TYPE
UNKNOWN = "nl.kennisveiligheid.questions.unheard-of.v7"


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (KNOWN, {"questionId": str(uuid4()), "version": 2, "sealed": {"a1": SLOT}}),
        (KNOWN, {}),
        (UNKNOWN, {"someId": str(uuid4()), "at": "2026-11-21T09:30:00Z", "count": 3, "sealed": {"a1": SLOT}}),
    ],
)
def test_sealed_slots_and_known_clear_fields_are_kept(kind: str, data: dict[str, Any]) -> None:
    assert is_fully_sealed(envelope(orjson.dumps(data), kind))


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (KNOWN, {"supplement": {"text": "in the clear"}}),
        (KNOWN, {"remark": "in the clear"}),
        (KNOWN, {"sealed": {"a1": {**SLOT, "kid": "in the clear"}}}),
        (KNOWN, {"sealed": "in the clear"}),
        (UNKNOWN, {"subject": "in the clear"}),
        (UNKNOWN, {"nested": {"subject": "in the clear"}}),
        (KNOWN, ["in the clear"]),
    ],
)
def test_words_anywhere_else_are_not(kind: str, data: Any) -> None:
    assert not is_fully_sealed(envelope(orjson.dumps(data), kind))


def test_what_is_not_json_is_not() -> None:
    assert not is_fully_sealed(envelope(b"in the clear"))
