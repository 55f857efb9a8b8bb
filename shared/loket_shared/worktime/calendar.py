"""When the desk works (domain description section 6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

import holidays

from loket_shared.worktime.equated_days import equated_days
from loket_shared.worktime.spans import Span

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """A block of working hours on every working day, in local time."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working days and hours in one time zone.

    ``holiday_categories`` chooses which Dutch holidays count, in the words of the ``holidays``
    library: ``public`` alone knows 5 May only in lustrum years; together with ``optional`` it counts
    every year, as in the Algemene termijnenwet. Days that a decree equates with holidays always count.
    """

    time_zone: str = "Europe/Amsterdam"
    weekdays: frozenset[int] = frozenset(range(5))
    hours: tuple[Hours, ...] = (Hours(time(9), time(17)),)
    holiday_categories: tuple[str, ...] = ("public", "optional")

    def local_date(self, moment: datetime) -> date:
        """Return the day on the desk's wall at ``moment``."""
        return moment.astimezone(ZoneInfo(self.time_zone)).date()

    def is_holiday(self, day: date) -> bool:
        """Whether ``day`` would be a working day, were it not a holiday."""
        holidays_of_year = _holidays(day.year, self.holiday_categories)
        return day.weekday() in self.weekdays and (day in holidays_of_year or day in equated_days())

    def working_spans(self, since: datetime) -> Iterator[Span]:
        """Yield the working hours from ``since`` on, in UTC, without end."""
        day = self.local_date(since)
        while True:
            yield from (part for span in _hours_of(self, day) if (part := span.within(since, span.end)))
            day += DAY

    def holidays_between(self, start: datetime, end: datetime) -> int:
        """Count the working days between two moments that fall out because of a holiday."""
        first, last = self.local_date(start), self.local_date(end)
        return sum(self.is_holiday(first + DAY * n) for n in range((last - first).days + 1))


@lru_cache(maxsize=4096)
def _hours_of(calendar: Calendar, day: date) -> tuple[Span, ...]:
    """The working hours of one day; kept, since every clock of every case walks over the same days."""
    if day.weekday() not in calendar.weekdays or calendar.is_holiday(day):
        return ()
    zone = ZoneInfo(calendar.time_zone)
    edges = [[datetime.combine(day, at, zone).astimezone(UTC) for at in (h.opens, h.closes)] for h in calendar.hours]
    return tuple(Span(opens, closes) for opens, closes in edges)


@cache
def _holidays(year: int, categories: tuple[str, ...]) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NL", years=year, categories=categories))
