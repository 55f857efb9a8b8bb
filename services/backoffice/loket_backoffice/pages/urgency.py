"""Which promise of a case runs out first."""

from collections.abc import Iterable

from loket_backoffice.domain.deadlines import ClockState
from loket_backoffice.views.case_summary import CaseSummary
from loket_backoffice.views.clock_view import ClockView


def next_clock(case: CaseSummary) -> ClockView | None:
    """Return the clock that runs out first, of those that still run; a paused one only where no other runs."""
    open_clocks = [clock for clock in case.clocks if clock.stopped_at is None]
    return min(open_clocks, key=lambda clock: (clock.state == ClockState.PAUSED, clock.due), default=None)


def with_next_clock(cases: Iterable[CaseSummary]) -> list[tuple[CaseSummary, ClockView | None]]:
    """Return the cases, each with the clock that runs out first."""
    return [(case, next_clock(case)) for case in cases]
