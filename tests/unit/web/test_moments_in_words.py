"""Moments are told in the time of the desk, on both sides of the change of the clocks."""

from datetime import UTC, date, datetime

import pytest

from loket_shared.web.moments import day_in_words, moment_in_words


@pytest.mark.parametrize(
    ("moment", "dutch", "english"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "25 oktober 2026 om 02:30 uur", "25 October 2026 at 02:30"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "25 oktober 2026 om 02:30 uur", "25 October 2026 at 02:30"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "1 januari 2027 om 00:30 uur", "1 January 2027 at 00:30"),
    ],
)
def test_a_moment(moment: datetime, dutch: str, english: str) -> None:
    assert (moment_in_words(moment, "nl"), moment_in_words(moment, "en")) == (dutch, english)


def test_a_day() -> None:
    assert day_in_words(date(2026, 12, 15), "nl") == "dinsdag 15 december 2026"
    assert day_in_words(date(2026, 12, 15), "en") == "Tuesday 15 December 2026"
