"""Each promise of the desk, when it runs, pauses, ends, and what it says about itself."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from unit.backoffice.histories import MONDAY_NINE, POLICIES, after, asked, case, request, supplemented

from loket_backoffice.domain.case import Case
from loket_backoffice.domain.deadlines import ClockState, DeadlineClock, clocks_of, thresholds
from loket_backoffice.domain.facts import Answered, CoordinationStarted, Reopened, Submitted, Withdrawn
from loket_backoffice.domain.promises import ClockName, Policy, policy_for
from loket_shared.worktime import Calendar, Hours

HOUR = timedelta(hours=1)


def clock(known: Case, name: ClockName, moment: datetime) -> DeadlineClock:
    """Return the last clock of that name."""
    return [found for found in clocks_of(known, POLICIES, moment) if found.name is name][-1]


def names(known: Case, moment: datetime) -> list[str]:
    """Return the names of all clocks."""
    return [found.name for found in clocks_of(known, POLICIES, moment)]


def test_a_first_response_is_due_after_two_working_days() -> None:
    first = clock(case(), ClockName.FIRST_RESPONSE, after(hours=3))
    assert first.due == after(days=1, hours=8)
    assert first.warn_at == after(days=1, hours=4)
    assert (first.state, first.counted, first.remaining) == (ClockState.RUNNING, 3 * HOUR, 13 * HOUR)


def test_it_is_at_risk_at_three_quarters_and_missed_at_the_whole() -> None:
    states = [clock(case(), ClockName.FIRST_RESPONSE, after(days=1, hours=h)).state for h in (3.9, 4, 7.9, 8)]
    assert states == [ClockState.RUNNING, ClockState.AT_RISK, ClockState.AT_RISK, ClockState.MISSED]


def test_a_question_to_the_asker_meets_the_first_response() -> None:
    assert clock(case(asked(after(hours=1))), ClockName.FIRST_RESPONSE, after(days=9)).state is ClockState.MET


def test_the_answer_pauses_while_the_desk_waits_and_says_so() -> None:
    known = case(asked(after(hours=2)), supplemented(after(days=3, hours=2)))
    waiting = clock(known, ClockName.ANSWER_DIRECT, after(days=1))
    assert (waiting.state, waiting.counted) == (ClockState.PAUSED, 2 * HOUR)
    on = clock(known, ClockName.ANSWER_DIRECT, after(days=3, hours=6.5))
    assert (on.state, on.due) == (ClockState.RUNNING, after(days=9, hours=8))
    assert on.explanation.nl == "6,5 uur geteld, 3 dagen opgeschort in afwachting van de indiener"
    assert on.explanation.en == "counted 6.5 h, paused 3 days waiting for the asker"


def test_a_paused_clock_has_no_moment_to_warn_at() -> None:
    known = case(asked(after(hours=2)))
    assert list(thresholds(clocks_of(known, POLICIES, after(hours=3)), POLICIES)) == []


def test_holidays_are_counted_in_the_explanation() -> None:
    eve = datetime(2026, 12, 24, 8, 0, tzinfo=UTC)
    known = Case((Submitted(at=eve, consent=True),))
    assert clock(known, ClockName.ANSWER_DIRECT, eve + timedelta(days=5)).explanation.nl == "16 uur geteld, 1 feestdag"


def test_coordination_puts_the_longer_term_in_the_place_of_the_shorter() -> None:
    known = case(CoordinationStarted(at=after(days=1)))
    assert names(known, after(hours=1)) == ["first-response", "answer-without-departments"]
    assert names(known, after(days=2)) == ["first-response", "answer-with-departments"]
    assert clock(known, ClockName.ANSWER_COORDINATED, after(days=2)).due == after(days=18, hours=8)


def test_a_term_broken_before_coordination_stays_broken() -> None:
    known = case(CoordinationStarted(at=after(days=10)))
    assert clock(known, ClockName.ANSWER_DIRECT, after(days=11)).state is ClockState.MISSED
    assert clock(known, ClockName.ANSWER_COORDINATED, after(days=11)).state is ClockState.RUNNING


def test_an_answer_in_time_is_met_for_good_and_a_reopened_case_starts_a_new_turn() -> None:
    known = case(
        Answered(at=after(days=2), actor="second", text=""),
        Reopened(at=after(days=7), actor="officer", reason=""),
    )
    turns = [c for c in clocks_of(known, POLICIES, after(days=60)) if c.name is ClockName.ANSWER_DIRECT]
    assert [(c.cycle, c.state) for c in turns] == [(1, ClockState.MET), (2, ClockState.MISSED)]


def test_a_withdrawn_question_keeps_no_promise_and_breaks_none() -> None:
    known = case(Withdrawn(at=after(hours=3)))
    states = {found.name: found.state for found in clocks_of(known, POLICIES, after(days=60))}
    assert states == {ClockName.FIRST_RESPONSE: ClockState.LAPSED, ClockName.ANSWER_DIRECT: ClockState.LAPSED}


def test_what_was_kept_or_broken_before_a_withdrawal_stays_so() -> None:
    known = case(asked(after(hours=1)), Withdrawn(at=after(days=30)))
    assert clock(known, ClockName.FIRST_RESPONSE, after(days=60)).state is ClockState.MET
    late = case(Withdrawn(at=after(days=30)))
    assert clock(late, ClockName.ANSWER_DIRECT, after(days=60)).state is ClockState.MISSED


def test_a_contribution_that_is_taken_back_lapses_and_a_refused_one_is_met() -> None:
    back, refused, late = (request().cancel(after(hours=2)), request().decline(after(hours=2)), request())
    known = case(requests=(back, refused, late.cancel(after(days=30))))
    assert [found.state for found in clocks_of(known, POLICIES, after(days=60)) if found.request_id] == [
        ClockState.LAPSED,
        ClockState.MET,
        ClockState.MISSED,
    ]


def test_a_contribution_is_due_in_five_days_and_an_urgent_one_in_one() -> None:
    known = case(requests=(request(), request("NCTV", urgent=True)))
    dues = [c.due for c in clocks_of(known, POLICIES, after(hours=1)) if c.request_id]
    assert dues == [after(days=4, hours=8), after(hours=8)]


def test_thresholds_name_the_warning_and_the_breach() -> None:
    first = list(thresholds(clocks_of(case(), POLICIES, after(hours=1))[:1], POLICIES))
    assert [(t.percentage, t.at) for t in first] == [(75, after(days=1, hours=4)), (100, after(days=1, hours=8))]


def test_a_new_policy_leaves_promises_already_made() -> None:
    newer = Policy(valid_from=after(days=1), targets=dict.fromkeys(ClockName, HOUR))
    policies = (newer, *POLICIES)
    assert policy_for(policies, MONDAY_NINE) is POLICIES[0]
    assert policy_for(policies, after(days=1)) is newer
    assert policy_for((newer,), MONDAY_NINE) is newer


def test_terms_of_one_moment_differ_by_policy_and_by_the_promise_replaced() -> None:
    shorter = (Policy(valid_from=MONDAY_NINE, targets=dict.fromkeys(ClockName, HOUR)),)
    dues = [clocks_of(case(), policies, after(hours=1))[0].due for policies in (POLICIES, shorter, POLICIES)]
    assert dues == [after(days=1, hours=8), after(hours=1), after(days=1, hours=8)]
    late = after(days=4, hours=7)
    fresh = replace(request(urgent=True), requested_at=late)
    hurried = replace(request(urgent=True), urgent_since=late)
    shown = clocks_of(case(requests=(fresh, hurried)), POLICIES, late)
    assert [c.due for c in shown if c.name is ClockName.CONTRIBUTION_URGENT] == [
        after(days=7, hours=7),
        after(days=4, hours=8),
    ]


def test_a_day_may_have_several_blocks() -> None:
    split = Calendar(hours=(Hours(time(9), time(12)), Hours(time(13), time(17))))
    blocks = split.working_spans(MONDAY_NINE)
    assert [next(blocks).length for _ in range(3)] == [3 * HOUR, 4 * HOUR, 3 * HOUR]
