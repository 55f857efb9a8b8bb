"""Counting in working time, with the stretches that do not count left out."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from loket_shared.worktime.calendar import Calendar
from loket_shared.worktime.spans import Span, without


def counting(calendar: Calendar, since: datetime, pauses: Sequence[Span] = ()) -> Iterator[Span]:
    """Return the stretches that count from ``since`` on, without end.

    ``pauses`` are in order of time and do not overlap.
    """
    if not pauses:
        return calendar.working_spans(since)
    return (part for span in calendar.working_spans(since) for part in without(span, pauses))


def worked(calendar: Calendar, start: datetime, end: datetime, pauses: Sequence[Span] = ()) -> timedelta:
    """Return the working time that counts between two moments; nothing where ``end`` is not later."""
    total = timedelta()
    if end <= start:
        return total
    for span in counting(calendar, start, pauses):
        part = span.within(start, end)
        if part is None:
            return total
        total += part.length
    return total


def reached(calendar: Calendar, start: datetime, amount: timedelta, pauses: Sequence[Span] = ()) -> datetime:
    """Return the first moment at which ``amount`` of working time has counted since ``start``."""
    left = amount
    for span in counting(calendar, start, pauses):
        if span.length >= left:
            return span.start + left
        left -= span.length
    raise AssertionError("working hours go on without end")
