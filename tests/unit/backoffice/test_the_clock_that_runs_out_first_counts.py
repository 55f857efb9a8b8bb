"""Which promise of a case counts for its urgency."""

from datetime import UTC, datetime, timedelta

from loket_backoffice.views.case_view import CaseSummaryView, next_clock
from loket_backoffice.views.clock_view import ClockView
from loket_shared.contracts.texts import BilingualText

MONDAY = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


def clock(name: str, days: int, state: str = "running", stopped: bool = False) -> ClockView:
    due = MONDAY + timedelta(days=days)
    return ClockView(
        name=name,
        request_id=None,
        state=state,
        started_at=MONDAY,
        stopped_at=MONDAY if stopped else None,
        due=due,
        counted_working_hours=0,
        remaining_working_hours=8,
        explanation=BilingualText(nl="", en=""),
    )


def case(reference: str, *clocks: ClockView) -> CaseSummaryView:
    return CaseSummaryView(
        reference=reference,
        state="in-progress",
        opened_at=MONDAY,
        lead=None,
        contributors=(),
        priority="normal",
        clocks=clocks,
    )


def test_the_clock_that_runs_out_first_counts() -> None:
    found = next_clock(case("A", clock("answer", 5), clock("first-response", 2), clock("contribution", 3)))
    assert found is not None
    assert found.name == "first-response"


def test_a_promise_that_ended_late_hurries_nobody() -> None:
    assert next_clock(case("A", clock("first-response", 1, "missed", stopped=True))) is None


def test_a_paused_clock_gives_way_to_one_that_runs() -> None:
    found = next_clock(case("A", clock("answer", 1, "paused"), clock("contribution", 9)))
    assert found is not None
    assert found.name == "contribution"
