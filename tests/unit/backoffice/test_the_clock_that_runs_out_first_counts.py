"""Which promise of a case counts for its urgency."""

from datetime import UTC, datetime, timedelta

from loket_backoffice.domain.case_states import CaseState
from loket_backoffice.domain.deadlines import ClockState, DeadlineClock
from loket_backoffice.domain.promises import ClockName, Timer
from loket_backoffice.views.case_summary import CaseSummary, next_clock
from loket_shared.worktime import Calendar

MONDAY = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


def clock(name: ClockName, days: int, state: ClockState = ClockState.RUNNING, stopped: bool = False) -> DeadlineClock:
    due = MONDAY + timedelta(days=days)
    timer = Timer(name, MONDAY, MONDAY if stopped else None)
    return DeadlineClock(timer, Calendar(), timedelta(hours=8), state, due, due, MONDAY)


def case(reference: str, *clocks: DeadlineClock) -> CaseSummary:
    return CaseSummary(
        reference=reference,
        state=CaseState.IN_PROGRESS,
        opened_at=MONDAY,
        lead=None,
        contributors=(),
        priority="normal",
        clocks=clocks,
    )


def test_the_clock_that_runs_out_first_counts() -> None:
    found = next_clock(
        case(
            "A", clock(ClockName.ANSWER_DIRECT, 5), clock(ClockName.FIRST_RESPONSE, 2), clock(ClockName.CONTRIBUTION, 3)
        )
    )
    assert found is not None
    assert found.name == "first-response"


def test_a_promise_that_ended_late_hurries_nobody() -> None:
    assert next_clock(case("A", clock(ClockName.FIRST_RESPONSE, 1, ClockState.MISSED, stopped=True))) is None


def test_a_paused_clock_gives_way_to_one_that_runs() -> None:
    found = next_clock(
        case("A", clock(ClockName.ANSWER_DIRECT, 1, ClockState.PAUSED), clock(ClockName.CONTRIBUTION, 9))
    )
    assert found is not None
    assert found.name == "contribution"
