"""The promises of the desk on a case: the service levels as dated data, and the periods in which each promise runs.

See docs/domain.md#service-levels.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from loket_backoffice.domain.asker_contact import waiting_periods
from loket_backoffice.domain.case import Case
from loket_backoffice.domain.case_states import is_withdrawn
from loket_backoffice.domain.contributions import ContributionRequest
from loket_backoffice.domain.facts import (
    Answered,
    CaseFact,
    Closed,
    CoordinationStarted,
    Erased,
    InformationRequested,
    Reopened,
    Supplemented,
    Withdrawn,
)
from loket_shared.worktime import Calendar, Span


class ClockName(StrEnum):
    """The promises that are timed."""

    FIRST_RESPONSE = "first-response"
    ANSWER_DIRECT = "answer-without-departments"
    ANSWER_COORDINATED = "answer-with-departments"
    REPLY = "reply"
    CONTRIBUTION = "contribution"
    CONTRIBUTION_URGENT = "contribution-urgent"


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """The service levels for clocks that start from ``valid_from`` on.

    ``targets`` are in working time; ``warn_at`` is the share of the target at which a clock is at
    risk. What is worked out under a policy is kept by its identity.
    """

    valid_from: datetime
    targets: dict[ClockName, timedelta]
    warn_at: float = 0.75
    calendar: Calendar = field(default_factory=Calendar)

    def warning(self, name: ClockName) -> timedelta:
        """Return the working time after which the clock ``name`` is at risk."""
        return self.targets[name] * self.warn_at


def policy_for(policies: Sequence[Policy], started_at: datetime) -> Policy:
    """Return the policy under which a clock started at ``started_at`` runs to its end.

    A clock keeps the policy it started under, so a change never moves a promise already made.
    The oldest policy also covers earlier clocks.
    """
    begun = [policy for policy in policies if policy.valid_from <= started_at]
    return max(begun, key=_valid_from) if begun else min(policies, key=_valid_from)


def _valid_from(policy: Policy) -> datetime:
    return policy.valid_from


_LAPSES = (Withdrawn, Erased)
_ENDS = (Answered, Closed, *_LAPSES)
_RESPONSES = (InformationRequested, *_ENDS)


class Timer(NamedTuple):
    """One promise from its start, with the pauses in order of time.

    ``paused``: the last pause still lasts. ``lapsed``: the promise ended without being kept, because nobody waits for
    it any more. ``replaced_at`` is when another promise replaced this one, unless this one was broken before.
    ``before`` is the promise that this one replaced; it never extends that. ``cycle`` counts how often the case was
    opened. ``request`` is the contribution request that it times.
    """

    name: ClockName
    started_at: datetime
    stopped_at: datetime | None
    pauses: tuple[Span, ...] = ()
    paused: bool = False
    lapsed: bool = False
    replaced_at: datetime | None = None
    request: ContributionRequest | None = None
    cycle: int = 1
    before: "Timer | None" = None

    @property
    def request_id(self) -> UUID | None:
        """The id of the contribution request that it times, if any."""
        return self.request.id if self.request else None


def timers_of(case: Case, moment: datetime) -> Iterator[Timer]:
    """Yield every promise that started by ``moment``; later facts do not count."""
    facts = sorted((fact for fact in case.facts if fact.at <= moment), key=lambda fact: fact.at)
    if case.submitted is None or case.submitted.at > moment:
        return
    response = _first(facts, case.submitted.at, _RESPONSES) if case.has_fact(*_RESPONSES) else None
    yield Timer(ClockName.FIRST_RESPONSE, case.submitted.at, _at(response), lapsed=isinstance(response, _LAPSES))
    reopened = [fact.at for fact in facts if isinstance(fact, Reopened)] if case.has_fact(Reopened) else []
    starts = [case.submitted.at, *reopened]
    for cycle, started_at in enumerate(starts, start=1):
        until = starts[cycle] if cycle < len(starts) else None
        yield from _answer_timers(facts, started_at, until, cycle, moment)
    yield from _reply_timers(case, moment)
    for request in case.requests:
        if request.requested_at <= moment:
            yield from _contribution_timers(request, moment)


def _answer_timers(
    facts: list[CaseFact], started_at: datetime, until: datetime | None, cycle: int, moment: datetime
) -> Iterator[Timer]:
    end = _first(facts, started_at, _ENDS)
    stopped_at = _at(end)
    coordinated_at = _at(_first(facts, started_at, (CoordinationStarted,)))
    if coordinated_at and until and coordinated_at >= until:
        coordinated_at = None
    waiting = waiting_periods(fact for fact in facts if started_at <= fact.at <= (stopped_at or moment))
    pauses = [*waiting.ended, *([Span(waiting.since, stopped_at or moment)] if waiting.since else [])]
    paused = waiting.since is not None and stopped_at is None
    direct = Timer(
        name=ClockName.ANSWER_DIRECT,
        started_at=started_at,
        stopped_at=stopped_at,
        pauses=tuple(pauses),
        paused=paused,
        lapsed=isinstance(end, _LAPSES),
        replaced_at=coordinated_at,
        cycle=cycle,
    )
    yield direct
    if coordinated_at:
        yield direct._replace(name=ClockName.ANSWER_COORDINATED, replaced_at=None)


def _reply_timers(case: Case, moment: datetime) -> Iterator[Timer]:
    """Yield the promise to respond, from the first message after an answer until an officer handles it."""
    if is_withdrawn(case) or not case.has_fact(Answered, Closed):
        return
    started_at: datetime | None = None
    ended, cycle = False, 0
    for fact in (fact for fact in case.facts if fact.at <= moment):
        if isinstance(fact, (Supplemented, Withdrawn)) and ended and started_at is None:
            started_at, cycle = fact.at, cycle + 1
        elif isinstance(fact, (Reopened, Closed, Erased)):
            if started_at is not None:
                yield Timer(ClockName.REPLY, started_at, fact.at, lapsed=isinstance(fact, Erased), cycle=cycle)
            started_at = None
        ended = isinstance(fact, (Answered, Closed)) or (ended and not isinstance(fact, Reopened))
    if started_at is not None:
        yield Timer(ClockName.REPLY, started_at, None, cycle=cycle)


def _contribution_timers(request: ContributionRequest, moment: datetime) -> Iterator[Timer]:
    """Yield the promise of a department; a request that became urgent has an urgent promise from that moment on."""
    ended_at = request.ended_at if request.ended_at and request.ended_at <= moment else None
    name = ClockName.CONTRIBUTION_URGENT if request.urgent and not request.urgent_since else ClockName.CONTRIBUTION
    first = Timer(name, request.requested_at, ended_at, lapsed=not request.is_participating, request=request)
    if request.urgent_since is None or request.urgent_since > moment:
        yield first
        return
    yield first._replace(replaced_at=request.urgent_since)
    yield first._replace(name=ClockName.CONTRIBUTION_URGENT, started_at=request.urgent_since, before=first)


def _first(facts: list[CaseFact], since: datetime, kinds: tuple[type[CaseFact], ...]) -> CaseFact | None:
    for fact in facts:
        if isinstance(fact, kinds) and fact.at >= since:
            return fact
    return None


def _at(fact: CaseFact | None) -> datetime | None:
    return fact.at if fact else None
