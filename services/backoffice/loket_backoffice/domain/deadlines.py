"""The clocks of a case: a pure function of its facts, the dated policies and a moment (docs/architecture.md#time).

These clocks are authoritative; the table of clocks is an index that can be computed again. Each explains itself in
words (docs/domain.md#service-levels).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple
from uuid import UUID

from loket_backoffice.domain.case import Case
from loket_backoffice.domain.promises import ClockName, Policy, Timer, policy_for, timers_of
from loket_shared.contracts.texts import BilingualText
from loket_shared.worktime import REMEMBERED, Calendar, Span, add_working_time, working_time_between

_HOUR = timedelta(hours=1)
_WORKING_DAY = 8 * _HOUR


class ClockState(StrEnum):
    """The states of a promise. ``LAPSED``: it stopped before it was broken, and nobody waits for it any more."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    AT_RISK = "at-risk"
    MISSED = "missed"
    LAPSED = "lapsed"


@dataclass(frozen=True)
class DeadlineClock:
    """One promise at one moment; ``target``, ``counted`` and ``remaining`` are working time.

    ``until`` is when it stopped, or the moment. ``warn_at`` and ``due`` of a paused clock assume that it runs again at
    that moment. What only a reader needs is worked out when it is read: the index of the clocks does without.
    """

    timer: Timer
    calendar: Calendar
    target: timedelta
    state: ClockState
    warn_at: datetime
    due: datetime
    until: datetime

    @property
    def name(self) -> ClockName:
        """The promise."""
        return self.timer.name

    @property
    def request_id(self) -> UUID | None:
        """The id of the contribution request that it times, if any."""
        return self.timer.request_id

    @property
    def cycle(self) -> int:
        """The number of times that the case was opened until then."""
        return self.timer.cycle

    @property
    def started_at(self) -> datetime:
        """The moment of the promise."""
        return self.timer.started_at

    @property
    def stopped_at(self) -> datetime | None:
        """The end of the promise, if it ended."""
        return self.timer.stopped_at

    @property
    def is_running(self) -> bool:
        """True if time counts now, so that ``due`` is fixed."""
        return self.stopped_at is None and self.state is not ClockState.PAUSED

    @cached_property
    def counted(self) -> timedelta:
        """The time that has passed."""
        return working_time_between(self.calendar, self.started_at, self.until, self.timer.pauses)

    @property
    def remaining(self) -> timedelta:
        """The time that is left."""
        return max(self.target - self.counted, timedelta())

    @property
    def explanation(self) -> BilingualText:
        """The time that counted, the time that did not, and the reasons.

        For instance "6,5 uur geteld, 3 dagen opgeschort in afwachting van de indiener, 1 feestdag".
        """
        paused = timedelta()
        for pause in self.timer.pauses:
            paused += working_time_between(self.calendar, pause.start, pause.end)
        holidays = self.calendar.holidays_between(self.started_at, self.until)
        return _explained(f"{self.counted / _HOUR:.1f}", paused, holidays)


@dataclass(frozen=True, slots=True)
class Threshold:
    """The moment of a warning about a promise, or of its breach."""

    clock: DeadlineClock
    percentage: int
    at: datetime


def clocks_of(case: Case, policies: Sequence[Policy], moment: datetime) -> list[DeadlineClock]:
    """Return every promise of the case as it stood at ``moment``, the case's own first."""
    return [clock for timer in timers_of(case, moment) if (clock := _clock(timer, policies, moment))]


def new_deadlines(before: Sequence[DeadlineClock], after: Sequence[DeadlineClock]) -> list[DeadlineClock]:
    """Return the promises to the asker whose due moment is new after a change."""
    known = {(clock.name, clock.cycle, clock.due) for clock in before if clock.is_running}
    to_asker = (clock for clock in after if clock.is_running and clock.request_id is None)
    return [clock for clock in to_asker if (clock.name, clock.cycle, clock.due) not in known]


def thresholds(clocks: Sequence[DeadlineClock], policies: Sequence[Policy]) -> Iterator[Threshold]:
    """Yield the warning and breach moments of every running clock, past and future.

    A paused clock has none until it runs again.
    """
    for clock in clocks:
        if clock.is_running:
            share = policy_for(policies, clock.started_at).warn_at
            yield Threshold(clock, round(share * 100), clock.warn_at)
            yield Threshold(clock, 100, clock.due)


def _clock(timer: Timer, policies: Sequence[Policy], moment: datetime) -> DeadlineClock | None:
    term = _term(tuple(policies), _promise(timer), _promise(timer.before) if timer.before else None)
    if timer.replaced_at and timer.replaced_at <= term.due:
        return None
    state = _state(timer, term.warn_at, term.due, moment)
    return DeadlineClock(timer, term.calendar, term.target, state, term.warn_at, term.due, timer.stopped_at or moment)


class _Promise(NamedTuple):
    """The part of a promise that fixes its term."""

    name: ClockName
    started_at: datetime
    pauses: tuple[Span, ...]


def _promise(timer: Timer) -> _Promise:
    return _Promise(timer.name, timer.started_at, timer.pauses)


class _Term(NamedTuple):
    """The working time of a promise, with the moments of its warning and of its breach."""

    calendar: Calendar
    target: timedelta
    warn_at: datetime
    due: datetime


@lru_cache(REMEMBERED)
def _term(policies: tuple[Policy, ...], promise: _Promise, before: _Promise | None) -> _Term:
    """Return the term of a promise, at most what was left of the one ``before`` that it replaced.

    If that promise was already broken, the full target counts, so that no promise is due before it is made.
    """
    policy = policy_for(policies, promise.started_at)
    calendar, started_at, target = policy.calendar, promise.started_at, policy.targets[promise.name]
    if before and (left := working_time_between(calendar, started_at, _term(policies, before, None).due)):
        target = min(target, left)
    warn_at = add_working_time(calendar, started_at, target * policy.warn_at, promise.pauses)
    return _Term(calendar, target, warn_at, add_working_time(calendar, started_at, target, promise.pauses))


def _state(timer: Timer, warn_at: datetime, due: datetime, moment: datetime) -> ClockState:
    if timer.stopped_at and timer.stopped_at <= due:
        return ClockState.LAPSED if timer.lapsed else ClockState.MET
    if timer.stopped_at:
        return ClockState.MISSED
    if moment >= due:
        return ClockState.MISSED
    if timer.paused:
        return ClockState.PAUSED
    return ClockState.AT_RISK if moment >= warn_at else ClockState.RUNNING


@lru_cache(REMEMBERED)
def _explained(counted: str, paused: timedelta, holidays: int) -> BilingualText:
    """Return the sentence about the hours that counted, told with one decimal."""
    hours = counted.removesuffix(".0")
    nl, en = [f"{hours.replace('.', ',')} uur geteld"], [f"counted {hours} h"]
    if paused:
        nl_length, en_length = _length(paused)
        nl.append(f"{nl_length} opgeschort in afwachting van de indiener")
        en.append(f"paused {en_length} waiting for the asker")
    if holidays:
        nl.append(_plural(holidays, "feestdag", "feestdagen"))
        en.append(_plural(holidays, "holiday", "holidays"))
    return BilingualText(nl=", ".join(nl), en=", ".join(en))


def _length(length: timedelta) -> tuple[str, str]:
    """Name a stretch of working time: in hours below a working day, else in working days."""
    if length < _WORKING_DAY:
        return f"{_number(length / _HOUR, ',')} uur", f"{_number(length / _HOUR, '.')} h"
    days = length / _WORKING_DAY
    noun_nl, noun_en = ("dag", "day") if _number(days, ".") == "1" else ("dagen", "days")
    return f"{_number(days, ',')} {noun_nl}", f"{_number(days, '.')} {noun_en}"


def _number(value: float, separator: str) -> str:
    return f"{value:.1f}".removesuffix(".0").replace(".", separator)


def _plural(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
