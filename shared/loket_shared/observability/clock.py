"""The time of day, as something that can be handed in."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the present moment in UTC."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
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
        """Return the moment it was set to."""
        return self.moment
