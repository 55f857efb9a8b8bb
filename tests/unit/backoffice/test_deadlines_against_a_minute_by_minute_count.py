"""The clocks agree with a naive count of every single minute, over random histories."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from unit.backoffice.histories import POLICIES

from loket_backoffice.domain.case import Case
from loket_backoffice.domain.deadlines import ClockState, clocks_of
from loket_backoffice.domain.facts import CaseFact, InformationRequested, Submitted, Supplemented
from loket_backoffice.domain.promises import ClockName

MINUTE = timedelta(minutes=1)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HOLIDAYS = {
    date(2026, 4, 3), date(2026, 4, 6), date(2026, 4, 27), date(2026, 5, 5), date(2026, 5, 14), date(2026, 5, 25),
    date(2026, 12, 25), date(2027, 1, 1),
    date(2026, 5, 15),  # equated by a decree
}  # fmt: skip
TELLING_WEEKS = [
    datetime(2026, 3, 26, tzinfo=UTC),  # the clock goes forward, then Good Friday and Easter
    datetime(2026, 4, 24, tzinfo=UTC),  # King's day and 5 May
    datetime(2026, 5, 12, tzinfo=UTC),  # Ascension, the day after it and Whitsun
    datetime(2026, 10, 22, tzinfo=UTC),  # the clock goes back
    datetime(2026, 12, 22, tzinfo=UTC),  # Christmas and New Year
]
moments = st.builds(
    lambda week, minutes: week + timedelta(minutes=minutes),
    st.sampled_from(TELLING_WEEKS),
    st.integers(0, 4 * 24 * 60),
)


def works(minute: datetime) -> bool:
    """Return True if the desk works during the minute."""
    local = minute.astimezone(AMSTERDAM)
    return local.weekday() < 5 and 9 <= local.hour < 17 and local.date() not in HOLIDAYS


def counted_minutes(start: datetime, end: datetime, facts: list[CaseFact]) -> Iterator[datetime]:
    """Yield the minutes that count, looking at each one and at each fact."""
    turns = {fact.at: isinstance(fact, InformationRequested) for fact in facts}
    waiting, minute = False, start
    while minute < end:
        waiting = turns.get(minute, waiting)
        if works(minute) and not waiting:
            yield minute
        minute += MINUTE


@st.composite
def histories(draw: st.DrawFn) -> tuple[datetime, list[CaseFact], datetime]:
    """Draw a submission, questions to the asker with supplements between, and a moment to look."""
    start = draw(moments)
    gaps = draw(st.lists(st.integers(1, 4 * 24 * 60), max_size=6))
    facts: list[CaseFact] = []
    at = start
    for version, gap in enumerate(gaps, start=2):
        at += gap * MINUTE
        ask = draw(st.booleans())
        facts.append(
            InformationRequested(at=at, actor="officer", text="?")
            if ask
            else Supplemented(at=at, version=version, text="!")
        )
    return start, facts, at + draw(st.integers(0, 10 * 24 * 60)) * MINUTE


@settings(max_examples=60)
@given(histories())
def test_counted_time_and_due_moment_are_those_of_the_naive_count(
    history: tuple[datetime, list[CaseFact], datetime],
) -> None:
    start, facts, moment = history
    case = Case((Submitted(at=start, consent=False), *facts))
    clock = next(c for c in clocks_of(case, POLICIES, moment) if c.name is ClockName.ANSWER_DIRECT)
    counting = list(counted_minutes(start, moment, facts))
    target = 40 * 60
    assert clock.counted == len(counting) * MINUTE
    if len(counting) >= target:
        assert clock.due == counting[target - 1] + MINUTE
        assert clock.state is ClockState.MISSED
    else:
        assert clock.due >= moment
        assert clock.state is not ClockState.MISSED
        assert clock.remaining == target * MINUTE - clock.counted


@settings(max_examples=40)
@given(moments, st.integers(0, 12 * 24 * 60))
def test_the_first_response_is_due_after_sixteen_counted_hours(start: datetime, later: int) -> None:
    moment = start + later * MINUTE
    clock = clocks_of(Case((Submitted(at=start, consent=False),)), POLICIES, moment)[0]
    counting = list(counted_minutes(start, start + timedelta(days=16), []))
    assert clock.due == counting[16 * 60 - 1] + MINUTE
    assert clock.warn_at == counting[12 * 60 - 1] + MINUTE
    expected = ClockState.MISSED if moment >= clock.due else ClockState.AT_RISK if moment >= clock.warn_at else None
    assert clock.state is (expected or ClockState.RUNNING)


@settings(max_examples=40)
@given(histories(), st.integers(0, 20 * 24 * 60))
def test_looking_back_gives_what_was_seen_then(history: tuple[datetime, list[CaseFact], datetime], back: int) -> None:
    start, facts, moment = history
    then = max(start, moment - back * MINUTE)
    known_then = Case((Submitted(at=start, consent=False), *(fact for fact in facts if fact.at <= then)))
    known_now = Case((Submitted(at=start, consent=False), *facts))
    assert clocks_of(known_now, POLICIES, then) == clocks_of(known_then, POLICIES, then)
