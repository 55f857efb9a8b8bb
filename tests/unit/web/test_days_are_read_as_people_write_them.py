"""A day is read in Dutch and English, by number or by name; what is no day is left for its own message."""

import pytest

from loket_shared.web.form_parsing import parse_day

DAY = "2026-12-05"


@pytest.mark.parametrize(
    "typed",
    [
        "05-12-2026",
        "5-12-2026",
        " 5/12/2026 ",
        "5.12.2026",
        "5 12 2026",
        "5 - 12 - 2026",
        "2026-12-05",
        "2026/12/5",
        "5 december 2026",
        "5 dec. 2026",
        "5 DEC 2026",
        "5-dec-2026",
        "zaterdag 5 december 2026",
        "za 5 dec 2026",
        "Saturday, 5 December 2026",
        "5th of December 2026",
        "December 5, 2026",
        "Dec 5th 2026",
    ],
)
def test_a_day_is_read(typed: str) -> None:
    assert parse_day(typed) == DAY


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1 mei 2027", "2027-05-01"),
        ("1 May 2027", "2027-05-01"),
        ("31 mrt 2027", "2027-03-31"),
        ("31 March 2027", "2027-03-31"),
        ("1 okt 2027", "2027-10-01"),
        ("1 October 2027", "2027-10-01"),
    ],
)
def test_months_have_their_names_in_both_languages(typed: str, read: str) -> None:
    assert parse_day(typed) == read


@pytest.mark.parametrize(
    "typed", ["", "morgen", "december 2026", "5 decem 2026", "5-12-26", "volgende week 5 december"]
)
def test_what_is_no_day_stays_as_it_is(typed: str) -> None:
    assert parse_day(typed) == typed


def test_a_day_that_does_not_exist_is_still_a_day_that_was_meant() -> None:
    assert parse_day("31 februari 2027") == "2027-02-31"
