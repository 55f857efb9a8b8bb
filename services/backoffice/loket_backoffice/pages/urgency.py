"""Which promise of a case runs out first."""

from collections.abc import Iterable
from datetime import UTC, datetime

from loket_backoffice.domain.deadlines import ClockState
from loket_backoffice.views.case_summary import CaseSummary
from loket_backoffice.views.clock_view import ClockView

_AT_THE_END = datetime.max.replace(tzinfo=UTC)


def next_clock(case: CaseSummary) -> ClockView | None:
    """Return the clock that runs out first, of those that still run; a paused one only where no other runs."""
    open_clocks = [clock for clock in case.clocks if clock.stopped_at is None]
    return min(open_clocks, key=lambda clock: (clock.state == ClockState.PAUSED, clock.due), default=None)


def most_urgent_first(cases: Iterable[CaseSummary]) -> list[tuple[CaseSummary, ClockView | None]]:
    """Return the cases with the clock that runs out first, those that nobody waits for at the end."""
    return sorted(((case, next_clock(case)) for case in cases), key=lambda pair: _moment(pair[1]))


def _moment(clock: ClockView | None) -> tuple[bool, datetime]:
    if clock is None:
        return True, _AT_THE_END
    return clock.state == ClockState.PAUSED, clock.due
