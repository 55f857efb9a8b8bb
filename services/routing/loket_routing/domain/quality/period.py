"""A period in Dutch days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from loket_shared.local_time import DUTCH_TIME

_YEAR = timedelta(days=364)
_DAY = timedelta(days=1)
OPENED = date(2022, 1, 31)
"""The day on which the desk opened (domain description section 1); nothing was asked before."""


@dataclass(frozen=True)
class Period:
    """A period from the first day to the last, both inclusive."""

    first: date
    last: date

    @classmethod
    def of(cls, first: date | None, last: date | None, today: date) -> Self:
        """Return the period between the day the desk opened and today; by default the last year."""
        until = min(max(last or today, OPENED), today)
        return cls(max(first or until - _YEAR, OPENED), until)

    @property
    def begins(self) -> datetime:
        """The first moment of the period."""
        return datetime.combine(self.first, time.min, DUTCH_TIME)

    @property
    def ends(self) -> datetime:
        """The first moment after the period."""
        return datetime.combine(self.last + _DAY, time.min, DUTCH_TIME)
