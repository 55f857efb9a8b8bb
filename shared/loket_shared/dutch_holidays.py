"""The holidays of the Netherlands since King's Day took the place of Queen's Day in 2014.

A library that knows the holidays of the whole world takes 15 MB of each process; a test holds this one against it.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from dateutil.easter import easter

_MOVABLE = (-2, 0, 1, 39, 49, 50)
"""Days after Easter Sunday: Good Friday, both days of Easter, Ascension Day, and both days of Whitsun."""


def dutch_holidays(year: int, categories: Collection[str]) -> frozenset[date]:
    """Return the holidays of ``year`` in ``categories``.

    ``public``: all, but 5 May in lustrum years only; ``optional``: 5 May in every year.

    Raises:
        KeyError: a category is unknown.
    """
    return frozenset(day for category in categories for day in _BY_CATEGORY[category](year))


def _public(year: int) -> Iterator[date]:
    yield date(year, 1, 1)
    yield from (easter(year) + timedelta(days) for days in _MOVABLE)
    kings_day = date(year, 4, 27)
    yield kings_day if kings_day.isoweekday() < 7 else date(year, 4, 26)
    if year % 5 == 0:
        yield _liberation_day(year)
    yield date(year, 12, 25)
    yield date(year, 12, 26)


def _optional(year: int) -> Iterator[date]:
    yield _liberation_day(year)


_BY_CATEGORY = {"public": _public, "optional": _optional}


def _liberation_day(year: int) -> date:
    return date(year, 5, 5)
