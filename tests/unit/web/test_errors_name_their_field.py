"""Forms say which field is wrong: a page may have several forms, and its summary stands above all of them."""

from datetime import date
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, Field
from starlette.datastructures import FormData

from loket_shared.failures import InvalidInputError
from loket_shared.web.form_parsing import parse_form
from loket_shared.web.named_errors import FieldName


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


def test_a_day_is_read_as_people_write_it() -> None:
    sent = FormData([("note-text", "x"), ("note-kind", "a"), ("note-day", "15 december 2026")])
    assert parse_form(Body, "note", sent).day == date(2026, 12, 15)
