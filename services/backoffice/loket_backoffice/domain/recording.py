"""Recording a fact together with everything that follows from it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from uuid import UUID

from loket_backoffice.domain.case_file import CaseFile
from loket_backoffice.domain.contributions import Request
from loket_backoffice.domain.facts import CoordinationStarted, Fact
from loket_backoffice.domain.follow_up import coordination_starts, follow_up
from loket_backoffice.domain.route_in_force import route_in_force

NewId = Callable[[], UUID]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The case afterwards, with what has to be stored and told: new facts, new and changed requests."""

    case: CaseFile
    facts: tuple[Fact, ...] = ()
    asked: tuple[Request, ...] = ()
    changed: tuple[Request, ...] = ()


def record(case: CaseFile, fact: Fact, now: datetime, new_id: NewId) -> Outcome:
    """Record ``fact`` and do what follows: ask departments, hurry them, take requests back, start coordination."""
    after = case.with_fact(fact)
    todo = follow_up(case, after)
    cancelled = tuple(request.cancel(now) for request in todo.cancel)
    urgent = _is_urgent(after)
    wanted = [(name, False) for name in sorted(todo.ask_open)] + [(name, True) for name in sorted(todo.ask_covert)]
    asked = tuple(Request(new_id(), name, covert, urgent, now) for name, covert in wanted)
    present = _with_requests(after, cancelled)
    hurried = _hurried(present, now) if urgent and not _is_urgent(case) else ()
    changed = (*cancelled, *hurried)
    return _settled(_with_requests(present, (*hurried, *asked)), now, (fact,), asked, changed)


def change_requests(
    case: CaseFile, now: datetime, asked: Iterable[Request] = (), cancelled: Iterable[Request] = ()
) -> Outcome:
    """Ask departments by hand, or take requests back, and start coordination where that begins it."""
    new, gone = tuple(asked), tuple(request.cancel(now) for request in cancelled)
    return _settled(_with_requests(case, (*gone, *new)), now, (), new, gone)


def _is_urgent(case: CaseFile) -> bool:
    route = route_in_force(case)
    return route is not None and route.urgent


def _hurried(case: CaseFile, now: datetime) -> tuple[Request, ...]:
    """Return the requests that departments still work on, urgent from now on."""
    return tuple(request.hurry(now) for request in case.outstanding if not request.urgent)


def _with_requests(case: CaseFile, requests: Iterable[Request]) -> CaseFile:
    return reduce(CaseFile.with_request, requests, case)


def _settled(
    case: CaseFile, now: datetime, facts: tuple[Fact, ...], asked: tuple[Request, ...], changed: tuple[Request, ...]
) -> Outcome:
    if coordination_starts(case):
        started = CoordinationStarted(at=now)
        case, facts = case.with_fact(started), (*facts, started)
    return Outcome(case, facts, asked, changed)
