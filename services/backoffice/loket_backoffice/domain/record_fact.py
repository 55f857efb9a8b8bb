"""Records a fact and its consequences: departments to ask, requests to cancel, coordination."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from uuid import UUID

from loket_backoffice.domain.case import Case
from loket_backoffice.domain.case_states import CaseState, state_of
from loket_backoffice.domain.contributions import ContributionRequest, RequestState
from loket_backoffice.domain.facts import CaseFact, CoordinationStarted, Reopened, Rerouted
from loket_backoffice.domain.route_in_force import covert_departments_wanted, open_departments_wanted, route_in_force

NewId = Callable[[], UUID]

_DONE = frozenset({CaseState.ANSWERED, CaseState.REPLIED, CaseState.CLOSED, CaseState.WITHDRAWN, CaseState.ERASED})


@dataclass(frozen=True, slots=True)
class CaseChange:
    """The case after a change, with the new facts and the new and changed requests, to be saved and published."""

    case: Case
    facts: tuple[CaseFact, ...] = ()
    asked: tuple[ContributionRequest, ...] = ()
    changed: tuple[ContributionRequest, ...] = ()


def record_fact(case: Case, fact: CaseFact, now: datetime, new_id: NewId) -> CaseChange:
    """Record ``fact`` and its consequences: cancel requests, make requests urgent, ask departments."""
    after = case.with_fact(fact)
    todo, urgent = _follow_up(case, after), _is_urgent(after)
    cancelled = tuple(request.cancel(now) for request in todo.cancel)
    after = _with_requests(after, cancelled)
    made_urgent = _made_urgent(after, now) if urgent and not _is_urgent(case) else ()
    after = _with_requests(after, made_urgent)
    wanted = [(name, False) for name in sorted(todo.ask_open)] + [(name, True) for name in sorted(todo.ask_covert)]
    asked = tuple(ContributionRequest(new_id(), name, covert, urgent, now) for name, covert in wanted)
    after = _with_requests(after, asked)
    return _with_coordination(CaseChange(after, (fact,), asked, (*cancelled, *made_urgent)), now)


def change_requests(
    case: Case,
    now: datetime,
    asked: Iterable[ContributionRequest] = (),
    cancelled: Iterable[ContributionRequest] = (),
) -> CaseChange:
    """Ask departments by hand, or cancel requests."""
    new, gone = tuple(asked), tuple(request.cancel(now) for request in cancelled)
    return _with_coordination(CaseChange(_with_requests(case, (*gone, *new)), (), new, gone), now)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Departments to ask, the covert ones apart, and requests to cancel."""

    ask_open: frozenset[str] = frozenset()
    ask_covert: frozenset[str] = frozenset()
    cancel: tuple[ContributionRequest, ...] = ()


def _follow_up(before: Case, after: Case) -> FollowUp:
    """Compare the case before and after a fact.

    Only changes by the fact count. So a department that declined is not asked again, and a reopened case does not start
    its requests anew.
    """
    if state_of(after) in _DONE or not after.consent:
        return FollowUp(cancel=after.outstanding)
    taking_part = {request.department for request in after.requests if request.is_participating}
    open_then, open_now = open_departments_wanted(before), open_departments_wanted(after)
    covert_then, covert_now = covert_departments_wanted(before), covert_departments_wanted(after)
    dropped = (open_then | covert_then) - (open_now | covert_now)
    return FollowUp(
        ask_open=open_now - open_then - taking_part,
        ask_covert=covert_now - covert_then - taking_part if _has_company(after) else frozenset(),
        cancel=tuple(r for r in after.outstanding if r.department in dropped and _may_cancel(r, before, after)),
    )


def _with_coordination(change: CaseChange, now: datetime) -> CaseChange:
    """Add ``CoordinationStarted`` if coordination starts.

    It starts when an open department works on the case, once in each cycle of the case.
    """
    case = change.case
    if all(request.covert for request in case.outstanding):
        return change
    if isinstance(case.last_fact(CoordinationStarted, Reopened), CoordinationStarted):
        return change
    started = CoordinationStarted(at=now)
    return replace(change, case=case.with_fact(started), facts=(*change.facts, started))


def _has_company(case: Case) -> bool:
    """Return whether an open department takes part or took part.

    If a covert department were the only one asked, its mere request would show that it takes part.
    """
    return bool(open_departments_wanted(case)) or case.departments_took_part


def _may_cancel(request: ContributionRequest, before: Case, after: Case) -> bool:
    """Return whether the request may be cancelled.

    Only an officer cancels work that has begun, never a revision of routing. Nobody cancels covert work: the officer
    who accepts a proposal may not know of it.
    """
    by_hand = len(after.facts_of(Rerouted)) > len(before.facts_of(Rerouted))
    return request.state is RequestState.REQUESTED or (by_hand and not request.covert)


def _is_urgent(case: Case) -> bool:
    route = route_in_force(case)
    return route is not None and route.urgent


def _made_urgent(case: Case, now: datetime) -> tuple[ContributionRequest, ...]:
    """Return the outstanding requests, made urgent from now on."""
    return tuple(request.make_urgent(now) for request in case.outstanding if not request.urgent)


def _with_requests(case: Case, requests: Iterable[ContributionRequest]) -> Case:
    return reduce(Case.with_request, requests, case)
