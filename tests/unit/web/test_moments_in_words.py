"""Moments are told in the time of the desk, on both sides of the change of the clocks."""

import re
from datetime import UTC, date, datetime

import pytest

from loket_shared.local_time import DUTCH_TIME
from loket_shared.web.localization import datetime_attribute, format_date, format_datetime
from loket_stack.paths import PROJECT


@pytest.mark.parametrize(
    ("moment", "dutch", "english"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "25 oktober 2026 om 02:30 uur", "25 October 2026 at 02:30"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "25 oktober 2026 om 02:30 uur", "25 October 2026 at 02:30"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "1 januari 2027 om 00:30 uur", "1 January 2027 at 00:30"),
    ],
)
def test_a_moment(moment: datetime, dutch: str, english: str) -> None:
    assert (format_datetime(moment, "nl"), format_datetime(moment, "en")) == (dutch, english)


def test_a_day() -> None:
    assert format_date(date(2026, 12, 15), "nl") == "dinsdag 15 december 2026"
    assert format_date(date(2026, 12, 15), "en") == "Tuesday 15 December 2026"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (datetime(2026, 11, 21, 9, 30, 5, 123456, UTC), "2026-11-21T09:30:05+00:00"),
        (datetime(2026, 7, 1, 12, 0, tzinfo=DUTCH_TIME), "2026-07-01T12:00:00+02:00"),
        (date(2026, 12, 15), "2026-12-15"),
    ],
)
def test_programs_read_the_second_with_its_offset_or_the_day(value: date, told: str) -> None:
    assert datetime_attribute(value) == told


def test_every_moment_on_a_page_is_told_to_programs_that_way() -> None:
    folders = [PROJECT / "shared", PROJECT / "services"]
    templates = [
        file.read_text(encoding="utf-8") for folder in folders for file in folder.glob("**/templates/**/*.html")
    ]
    told = [value for template in templates for value in re.findall(r"<time\b([^>]*)>", template)]
    assert len(told) >= 3
    assert {value.strip() for value in told} == {'datetime="{{ value | for_machines }}"'}
