"""Working time: spans of time, calendars with Dutch holidays, and sums of working hours."""

import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from pydantic_settings import BaseSettings, SettingsConfigDict

from loket_shared.dutch_holidays import dutch_holidays
from loket_shared.local_time import ZONE_NAME


@dataclass(frozen=True, slots=True)
class Span:
    """A span of time, from ``start`` up to but not including ``end``; both are aware."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """The length, in elapsed time."""
        return self.end - self.start

    def within(self, start: datetime, end: datetime) -> "Span | None":
        """Return the part of this span between two times, or None if there is none."""
        clipped = Span(max(self.start, start), min(self.end, end))
        return clipped if clipped.start < clipped.end else None


class _Added(BaseSettings):
    """Extra days of a deployment, as a JSON list of dates in ``LOKET_EQUATED_DAYS``."""

    model_config = SettingsConfigDict(env_prefix="LOKET_")

    equated_days: frozenset[date] = frozenset()


@cache
def equated_days() -> frozenset[date]:
    """Return the days of all known decrees and the extra days of this deployment.

    Raises:
        pydantic_settings.SettingsError, pydantic.ValidationError: ``LOKET_EQUATED_DAYS`` is not a list of dates.
    """
    data = tomllib.loads(files(__package__).joinpath("equated_days.toml").read_text(encoding="utf-8"))
    return frozenset(day for decree in data["decrees"] for day in decree["days"]) | _Added().equated_days


DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """A block of working hours on every working day, in local time."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """Working days and hours in one time zone. What is worked out for a calendar is kept by its identity.

    ``holiday_categories`` selects the Dutch holidays that count: ``public`` alone has 5 May only in lustrum years;
    together with ``optional`` it has it every year, as in the Algemene termijnenwet. Days that a decree equates with
    holidays always count.
    """

    time_zone: str = ZONE_NAME
    weekdays: frozenset[int] = frozenset(range(5))
    hours: tuple[Hours, ...] = (Hours(time(9), time(17)),)
    holiday_categories: tuple[str, ...] = ("public", "optional")

    def local_date(self, moment: datetime) -> date:
        """Return the date in this time zone at ``moment``."""
        return _local_date(self, moment)

    def is_holiday(self, day: date) -> bool:
        """Return True if ``day`` falls on a working weekday and is a holiday."""
        holidays = _holidays(day.year, self.holiday_categories)
        return day.weekday() in self.weekdays and (day in holidays or day in equated_days())

    def working_spans(self, since: datetime) -> Iterator[Span]:
        """Yield the working hours from ``since`` on, in UTC, endlessly."""
        day = self.local_date(since)
        while True:
            yield from (part for span in _hours_of(self, day) if (part := span.within(since, span.end)))
            day += DAY

    def holidays_between(self, start: datetime, end: datetime) -> int:
        """Return the number of working weekdays between two times that are holidays."""
        return _holidays_from(self, self.local_date(start), self.local_date(end))


REMEMBERED = 16_384
"""Moments and sums of working time that are kept: a promise keeps its moments, and each list asks for them again."""

_holidays = cache(dutch_holidays)


@lru_cache(REMEMBERED)
def _local_date(calendar: Calendar, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(calendar.time_zone)).date()


def _hours_of(calendar: Calendar, day: date) -> tuple[Span, ...]:
    """Return the working hours of one day."""
    if day.weekday() not in calendar.weekdays or calendar.is_holiday(day):
        return ()
    zone = ZoneInfo(calendar.time_zone)
    edges = [[datetime.combine(day, at, zone).astimezone(UTC) for at in (h.opens, h.closes)] for h in calendar.hours]
    return tuple(Span(opens, closes) for opens, closes in edges)


@lru_cache(maxsize=64)
def _holidays_on_weekdays(calendar: Calendar, year: int) -> list[date]:
    """Return the holidays of a year that fall on working weekdays, in order."""
    known = _holidays(year, calendar.holiday_categories) | equated_days()
    return sorted(day for day in known if day.year == year and day.weekday() in calendar.weekdays)


@lru_cache(REMEMBERED)
def _holidays_from(calendar: Calendar, first: date, last: date) -> int:
    """Return the number of holidays on working weekdays from one day to another, both included."""
    years = (_holidays_on_weekdays(calendar, year) for year in range(first.year, last.year + 1))
    return sum(bisect_right(days, last) - bisect_left(days, first) for days in years)


_NONE = timedelta()


class _Timetable:
    """The working hours from a moment on, each with the working time up to its end.

    Every clock of every case asks for the same days, so they are kept; the table grows as far as it is asked.
    """

    def __init__(self, calendar: Calendar, since: datetime) -> None:
        self._ahead = calendar.working_spans(since)
        self._opens: list[datetime] = []
        self._closes: list[datetime] = []
        self._worked: list[timedelta] = []

    def worked(self, moment: datetime) -> timedelta:
        """Return the working time up to ``moment``."""
        at = moment.astimezone(UTC)  # the zone of the table: only times of one zone are compared fast
        while not self._closes or self._closes[-1] < at:
            self._grow()
        place = bisect_right(self._opens, at) - 1
        if place < 0:
            return _NONE
        closes = self._closes[place]
        return self._worked[place] - (closes - at) if at < closes else self._worked[place]

    def moment_of(self, worked: timedelta) -> datetime:
        """Return the first moment with so much working time up to it."""
        while not self._worked or self._worked[-1] < worked:
            self._grow()
        place = bisect_left(self._worked, worked)
        return self._closes[place] - (self._worked[place] - worked)

    def _grow(self) -> None:
        span = next(self._ahead)
        self._opens.append(span.start)
        self._closes.append(span.end)
        self._worked.append((self._worked[-1] if self._worked else timedelta()) + span.length)


@lru_cache(maxsize=64)
def _timetable(calendar: Calendar, year: int) -> _Timetable:
    """Return the timetable from the start of a year on."""
    return _Timetable(calendar, datetime(year, 1, 1, tzinfo=ZoneInfo(calendar.time_zone)))


def _timetable_for(calendar: Calendar, start: datetime) -> _Timetable:
    return _timetable(calendar, calendar.local_date(start).year)


def working_time_between(calendar: Calendar, start: datetime, end: datetime, pauses: Sequence[Span] = ()) -> timedelta:
    """Return the working time between two times without the ``pauses``; zero if ``end`` is not after ``start``.

    ``pauses`` do not overlap.
    """
    if end <= start:
        return _NONE
    worked = _timetable_for(calendar, start).worked
    total = worked(end) - worked(start)
    for pause in pauses:
        if part := pause.within(start, end):
            total -= worked(part.end) - worked(part.start)
    return total


@lru_cache(REMEMBERED)
def add_working_time(calendar: Calendar, start: datetime, amount: timedelta, pauses: tuple[Span, ...] = ()) -> datetime:
    """Return the first time at which ``amount`` of working time has passed since ``start``, without the ``pauses``.

    ``pauses`` are ordered and do not overlap.
    """
    if not amount:
        return start
    table = _timetable_for(calendar, start)
    wanted = table.worked(start) + amount
    for pause in pauses:
        since = table.worked(max(pause.start, start))
        if since >= wanted:
            break
        wanted += max(table.worked(pause.end) - since, _NONE)
    return table.moment_of(wanted)
