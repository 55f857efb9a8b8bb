"""Clocks that can be injected."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Returns the present time in UTC."""

    def now(self) -> datetime:
        """Return the present time, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the machine's time in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still until it is set, for tests and recomputation."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """Return the time that was set."""
        return self.moment
