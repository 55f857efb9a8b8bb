"""Forms say which field is wrong: a page may have several forms, and its summary stands above all of them."""

from datetime import date
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, Field
from starlette.datastructures import FormData

from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import InvalidInputError
from loket_shared.field_errors import FieldName, FieldSentences, field_error, field_errors
from loket_shared.web.form_parsing import parse_form


class Body(BaseModel):
    """A form with one of everything."""

    text: Annotated[str, Field(min_length=1, max_length=5)]
    kind: Literal["a", "b"]
    day: date | None = None
    days: Annotated[int, Field(le=7)] | None = None
    unnamed: str | None = Field(default="", max_length=2)


NAMES = {
    "note-day": FieldName("de dag", "the day"),
    "note-days": FieldName("het aantal dagen", "the number of days"),
    "note-kind": FieldName("de soort", "the kind", chosen=True),
    "note-text": FieldName("de notitie", "the note"),
}


def errors(**typed: str) -> list[tuple[str, str, str]]:
    sent = FormData([(f"note-{name}", value) for name, value in typed.items()])
    with pytest.raises(InvalidInputError) as refused:
        parse_form(Body, "note", sent, NAMES)
    return [(error.field, error.text.nl, error.text.en) for error in refused.value.errors]


def test_what_is_missing_is_named_in_the_order_of_the_page() -> None:
    assert errors(text="", day="31-02-2027", days="x") == [
        ("note-day", "Vul bij de dag een datum in die bestaat, zoals 15-12-2026.", _DAY_EN),
        ("note-days", "Vul bij het aantal dagen een geheel getal in.", "Enter a whole number for the number of days."),
        ("note-kind", "Kies de soort.", "Choose the kind."),
        ("note-text", "Vul de notitie in.", "Fill in the note."),
    ]


_DAY_EN = "Enter a date that exists for the day, such as 15-12-2026."


def test_what_is_too_much_is_named_too() -> None:
    assert [text for _, text, _ in errors(text="te lang", kind="a", days="8", unnamed="lang")] == [
        "Vul bij het aantal dagen ten hoogste 7 in.",
        "Gebruik voor de notitie ten hoogste 5 tekens.",
        "Gebruik hier ten hoogste 2 tekens.",
    ]


def test_an_entry_of_a_list_is_named_by_its_number() -> None:
    names = {
        "partners": FieldName("de partners", "the partners"),
        "partners.*.name": FieldName("naam {number}", "name {number}"),
    }
    details: list[dict[str, object]] = [
        {"loc": ("partners", 1, "name"), "type": "string_too_long", "input": "x", "ctx": {"max_length": 9}},
        {"loc": ("partners", 0, "country"), "type": "string_type", "input": 7},
        {"loc": ("partners",), "type": "too_short", "input": []},
    ]
    assert [(error.field, error.text.nl) for error in field_errors(details, FieldSentences(names))] == [
        ("partners.1.name", "Gebruik voor naam 2 ten hoogste 9 tekens."),
        ("partners.0.country", "Wij kunnen de partners zo niet lezen."),
    ]


def test_a_form_words_its_own_sentences() -> None:
    sentences = FieldSentences(
        {"until": FieldName("de dag", "the day")},
        {("until", "date"): BilingualText(nl="Welke dag?", en="Which day?")},
        {"past": BilingualText(nl="Kies voor {name} een dag die nog komt.", en="Choose a later day for {name}.")},
    )
    wrong = {"loc": ("until",), "type": "date_from_datetime_parsing", "input": "morgen"}
    assert [error.text.nl for error in field_errors([wrong], sentences)] == ["Welke dag?"]
    assert field_error("until", "past", sentences).text.en == "Choose a later day for the day."
    assert field_error("other", "past", sentences).text.nl == "Kies voor dit veld een dag die nog komt."


def test_a_day_is_read_as_people_write_it() -> None:
    sent = FormData([("note-text", "x"), ("note-kind", "a"), ("note-day", "15 december 2026")])
    assert parse_form(Body, "note", sent).day == date(2026, 12, 15)
