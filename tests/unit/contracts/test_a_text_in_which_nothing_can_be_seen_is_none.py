"""Zero-width characters, fillers and blanks alone are no text; beside a letter they are left as they are."""

import pytest
from pydantic import TypeAdapter, ValidationError

from loket_backoffice.handlers.bodies import LongText, ShortText
from loket_intake.handlers.question_body import QuestionBody
from loket_routing.handlers.rule_set_steps import OwnerText
from loket_shared.http.dead_letter_views import ReasonText
from loket_shared.text_types import tidy

INVISIBLE = {
    "nothing": "",
    "blanks": " \u00a0\u2003\u3000\t\n",
    "zero width": "\u200b\u200c\u200d\u2060\ufeff",
    "soft hyphens": "\u00ad\u00ad",
    "turns of direction": "\u202e\u202c\u2066\u2069",
    "fillers": "\u115f\u1160\u3164\uffa0",
    "a braille blank": "\u2800",
    "a joiner": "\u034f",
    "variation selectors": "\ufe0f\U000e0100",
    "tags": "\U000e0041\U000e007f",
    "a mark without a letter": "\u0301\u0308",
    "private use": "\ue000",
}
VISIBLE = ["a", "\u200bx\u200b", "?", "é", "😀", "量子", "कि", "مرحبا", "e\u0301", "1"]


@pytest.mark.parametrize("text", INVISIBLE.values(), ids=INVISIBLE.keys())
def test_it_counts_as_left_out(text: str) -> None:
    assert tidy(text) == ""
    for kind in (LongText, ShortText, ReasonText, OwnerText):
        with pytest.raises(ValidationError, match="at least 1 character"):
            TypeAdapter(kind).validate_python(text)


@pytest.mark.parametrize("text", INVISIBLE.values(), ids=INVISIBLE.keys())
@pytest.mark.parametrize("field", ["subject", "description"])
def test_a_question_needs_more(text: str, field: str) -> None:
    given = {"topics": ["other"], "subject": "x", "description": "y", "consentToShare": True, field: text}
    with pytest.raises(ValidationError) as refused:
        QuestionBody.model_validate(given)
    assert [error["loc"] for error in refused.value.errors()] == [(field,)]


@pytest.mark.parametrize("text", VISIBLE)
def test_what_can_be_seen_is_kept(text: str) -> None:
    assert TypeAdapter(ShortText).validate_python(text) == tidy(text) != ""
