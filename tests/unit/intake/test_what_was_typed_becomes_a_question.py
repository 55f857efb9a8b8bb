"""The fields of the pages, as typed, and the question that is made of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket_intake.domain.draft import FormFields, collect_fields
from loket_intake.pages.question_form import (
    FORM_STEPS,
    row_numbers,
    to_question_json,
    with_step_fields,
    without_empty_rows,
)
from loket_intake.pages.validation import errors_in_step, parse_question
from loket_shared.failures import InvalidInputError

TODAY = date(2026, 11, 23)
FILLED = collect_fields(
    [
        ("kind", "question"),
        ("topics", "sanctions"),
        ("topics", "other"),
        ("subject", "Onderwerp"),
        ("description", "Beschrijving"),
        ("countries.0", ""),
        ("countries.1", "NL"),
        ("partners.0.name", " "),
        ("partners.3.name", "Universiteit"),
        ("partners.3.type", "university"),
        ("neededBy", "1/12/2026"),
        ("consentToShare", "true"),
    ]
)

values = st.text(max_size=20)
field_names = st.sampled_from(
    ["kind", "topics", "subject", "partners.0.name", "partners.7.type", "countries.2", "neededBy"]
)


def test_a_filled_form_is_a_question() -> None:
    new = parse_question(FILLED, "nl", TODAY)
    assert new.topics == ("sanctions", "other")
    assert new.countries == ("NL",)
    assert [partner.name for partner in new.partners] == ["Universiteit"]
    assert new.needed_by == date(2026, 12, 1)
    assert new.discussed_with_coordinator is None


@given(st.lists(st.tuples(field_names, values)))
def test_whatever_was_typed_is_checked_without_failing(sent: list[tuple[str, str]]) -> None:
    fields = without_empty_rows(collect_fields(sent))
    assert without_empty_rows(fields) == fields
    with pytest.raises(InvalidInputError):
        parse_question(fields, "nl", TODAY)


def test_rows_that_were_left_empty_are_closed_up() -> None:
    fields = without_empty_rows(FILLED)
    assert fields["countries.0"] == ("NL",)
    assert fields["partners.0.name"] == ("Universiteit",)
    assert "partners.3.name" not in fields
    assert list(row_numbers(fields, "partners", further=False)) == [0]
    assert list(row_numbers(fields, "partners", further=True)) == [0, 1]
    assert list(row_numbers({}, "countries", further=False)) == [0]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("15-12-2026", "2026-12-15"),
        ("1.2.2027", "2027-02-01"),
        ("2026-12-15", "2026-12-15"),
        ("gauw", "gauw"),
        (" ", None),
    ],
)
def test_days_are_read_the_dutch_way(written: str, read: str | None) -> None:
    assert to_question_json({"neededBy": (written,)}, "nl")["neededBy"] == read


def test_each_step_tells_its_own_errors() -> None:
    wrong: FormFields = {"neededBy": ("22-11-2026",), "partners.0.name": ("Universiteit",)}
    fields = [[error.field for error in errors_in_step(step, wrong, "nl", TODAY)] for step in FORM_STEPS]
    assert fields == [
        ["kind", "topics"],
        ["subject", "description"],
        ["partners.0.type", "neededBy"],
        ["consentToShare"],
    ]


def test_a_step_replaces_its_own_fields_only() -> None:
    first = FORM_STEPS[0]
    again = with_step_fields(FILLED, first, {"kind": ("incident",), "subject": ("Van elders",), "csrf_token": ("x",)})
    assert again["kind"] == ("incident",)
    assert "topics" not in again
    assert again["subject"] == ("Onderwerp",)
    assert "csrf_token" not in again
