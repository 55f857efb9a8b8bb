"""The sums of working time agree with a walk over one working span after the other, over random pauses."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from loket_shared.worktime import Calendar, Hours, Span, add_working_time, working_time_between

MINUTE = timedelta(minutes=1)
CALENDARS = [
    Calendar(),
    Calendar(hours=(Hours(time(9), time(12)), Hours(time(13), time(17)))),
    Calendar(time_zone="America/Curacao", weekdays=frozenset({5, 6}), hours=(Hours(time(0), time(23, 30)),)),
]
calendars = st.sampled_from(CALENDARS)
moments = st.builds(
    lambda start, minutes: start + minutes * MINUTE,
    st.sampled_from([datetime(2025, 12, 29, tzinfo=UTC), datetime(2026, 3, 27, tzinfo=UTC)]),
    st.integers(0, 8 * 24 * 60),
)


@st.composite
def pauses(draw: st.DrawFn) -> list[Span]:
    """Draw pauses in order; some touch, and some begin before the time that is counted."""
    at, found = draw(moments), list[Span]()
    for gap, length in draw(st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 5000)), max_size=4)):
        found.append(Span(at + gap * MINUTE, at + (gap + length) * MINUTE))
        at = found[-1].end
    return found


def counting(calendar: Calendar, since: datetime, gaps: Sequence[Span]) -> Iterator[Span]:
    """Yield the working spans from ``since`` on outside of ``gaps``."""
    for span in calendar.working_spans(since):
        start = span.start
        for gap in gaps:
            if kept := span.within(start, gap.start):
                yield kept
            start = max(start, gap.end)
        if kept := span.within(start, span.end):
            yield kept


def walked(calendar: Calendar, start: datetime, amount: timedelta, gaps: Sequence[Span]) -> datetime:
    """Return the moment at which ``amount`` has passed."""
    for span in counting(calendar, start, gaps):
        if span.length >= amount:
            return span.start + amount
        amount -= span.length
    raise AssertionError("working hours go on without end")


def counted(calendar: Calendar, start: datetime, end: datetime, gaps: Sequence[Span]) -> timedelta:
    """Return the working time between two times."""
    total = timedelta()
    for span in counting(calendar, start, gaps):
        part = span.within(start, end)
        if part is None:
            return total
        total += part.length
    raise AssertionError("working hours go on without end")


@given(calendars, moments, st.integers(1, 400 * 60), pauses())
def test_the_moment_is_that_of_the_walk(calendar: Calendar, start: datetime, minutes: int, gaps: list[Span]) -> None:
    amount = minutes * MINUTE
    assert add_working_time(calendar, start, amount, tuple(gaps)) == walked(calendar, start, amount, gaps)


@given(calendars, moments, moments, pauses())
def test_the_time_between_is_that_of_the_walk(
    calendar: Calendar, start: datetime, end: datetime, gaps: list[Span]
) -> None:
    expected = counted(calendar, start, end, gaps) if end > start else timedelta()
    assert working_time_between(calendar, start, end, gaps) == expected


@given(calendars, moments, pauses())
def test_no_working_time_has_passed_at_the_start(calendar: Calendar, start: datetime, gaps: list[Span]) -> None:
    assert add_working_time(calendar, start, timedelta(), tuple(gaps)) == start
    assert working_time_between(calendar, start, start, gaps) == timedelta()
