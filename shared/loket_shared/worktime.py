"""Working time: spans of time, calendars with Dutch holidays, and sums of working hours."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
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


def without(span: Span, gaps: Iterable[Span]) -> Iterator[Span]:
    """Yield the parts of ``span`` outside of ``gaps``, which are ordered and do not overlap."""
    start = span.start
    for gap in gaps:
        if kept := span.within(start, gap.start):
            yield kept
        start = max(start, gap.end)
    if kept := span.within(start, span.end):
        yield kept


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


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working days and hours in one time zone.

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
        return moment.astimezone(ZoneInfo(self.time_zone)).date()

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
        first, last = self.local_date(start), self.local_date(end)
        return sum(self.is_holiday(first + DAY * n) for n in range((last - first).days + 1))


_holidays = cache(dutch_holidays)


@lru_cache(maxsize=4096)
def _hours_of(calendar: Calendar, day: date) -> tuple[Span, ...]:
    """Return the working hours of one day; cached, because every clock of every case visits the same days."""
    if day.weekday() not in calendar.weekdays or calendar.is_holiday(day):
        return ()
    zone = ZoneInfo(calendar.time_zone)
    edges = [[datetime.combine(day, at, zone).astimezone(UTC) for at in (h.opens, h.closes)] for h in calendar.hours]
    return tuple(Span(opens, closes) for opens, closes in edges)


def counting(calendar: Calendar, since: datetime, pauses: Sequence[Span] = ()) -> Iterator[Span]:
    """Return the working spans from ``since`` on without the ``pauses``, endlessly.

    ``pauses`` are ordered and do not overlap.
    """
    if not pauses:
        return calendar.working_spans(since)
    return (part for span in calendar.working_spans(since) for part in without(span, pauses))


def working_time_between(calendar: Calendar, start: datetime, end: datetime, pauses: Sequence[Span] = ()) -> timedelta:
    """Return the working time between two times without the ``pauses``; zero if ``end`` is not after ``start``."""
    total = timedelta()
    if end <= start:
        return total
    for span in counting(calendar, start, pauses):
        part = span.within(start, end)
        if part is None:
            return total
        total += part.length
    return total


def add_working_time(calendar: Calendar, start: datetime, amount: timedelta, pauses: Sequence[Span] = ()) -> datetime:
    """Return the first time at which ``amount`` of working time has passed since ``start``."""
    left = amount
    for span in counting(calendar, start, pauses):
        if span.length >= left:
            return span.start + left
        left -= span.length
    raise AssertionError("working hours go on without end")
