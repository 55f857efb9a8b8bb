"""No term runs on a holiday of the Algemene termijnenwet, nor on a day that a decree equates with one."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from pydantic_settings import SettingsError

from loket_shared.worktime import Calendar, add_working_time, equated_days

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CALENDAR = Calendar()


@pytest.fixture(autouse=True)
def _read_anew() -> Iterator[None]:
    equated_days.cache_clear()
    yield
    equated_days.cache_clear()


@pytest.mark.parametrize(
    "day",
    [date(2026, 1, 2), date(2026, 5, 15), date(2027, 5, 7), date(2028, 4, 28), date(2028, 5, 26)],
    ids=date.isoformat,
)
def test_a_day_that_is_equated_is_no_working_day(day: date) -> None:
    assert CALENDAR.is_holiday(day)
    assert not CALENDAR.is_holiday(day + timedelta(days=14))


@pytest.mark.parametrize("day", [date(2026, 4, 3), date(2026, 5, 5), date(2026, 12, 25)], ids=date.isoformat)
def test_good_friday_liberation_day_and_christmas_count_every_year(day: date) -> None:
    assert CALENDAR.is_holiday(day)


def test_a_term_skips_the_day_after_ascension() -> None:
    begun = datetime(2026, 5, 12, 16, tzinfo=AMSTERDAM)
    assert add_working_time(CALENDAR, begun, timedelta(hours=16)) == datetime(2026, 5, 18, 16, tzinfo=AMSTERDAM)


def test_a_deployment_adds_a_day_of_a_decree_to_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOKET_EQUATED_DAYS", '["2029-05-11"]')
    assert CALENDAR.is_holiday(date(2029, 5, 11))
    assert CALENDAR.is_holiday(date(2027, 5, 7))


def test_what_is_no_list_of_days_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOKET_EQUATED_DAYS", "11 mei 2029")
    with pytest.raises(SettingsError):
        equated_days()
