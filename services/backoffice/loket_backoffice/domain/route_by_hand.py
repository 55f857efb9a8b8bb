"""Changes of a route by an officer: its departments and its priority (design section 2).

A route that an officer chose stays in force until an officer accepts another.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from loket_backoffice.domain.access import may_know_all_departments
from loket_backoffice.domain.case import Case
from loket_backoffice.domain.contributions import ContributionRequest
from loket_backoffice.domain.errors import (
    already_asked,
    already_urgent,
    consent_missing,
    lead_needed,
    no_route_yet,
    nothing_proposed,
    route_unchanged,
)
from loket_backoffice.domain.facts import Rerouted, RouteDecided
from loket_backoffice.domain.record_fact import CaseChange, NewId, change_requests, record_fact
from loket_backoffice.domain.route_in_force import open_proposal, route_in_force, unconfirmed_decision
from loket_backoffice.domain.routes import CaseRoute
from loket_shared.principal import Principal


def ask_department(case: Case, request: ContributionRequest) -> CaseChange:
    """Add ``request`` to the case.

    Raises:
        ConflictError: the asker did not consent, the department still works on an earlier request, or a
            covert department would stand alone.
    """
    if not case.consent:
        raise consent_missing()
    if any(other.department == request.department for other in case.outstanding):
        raise already_asked()
    if request.covert and not case.departments_took_part:
        raise lead_needed()
    return change_requests(case, request.requested_at, asked=(request,))


@dataclass(frozen=True, slots=True)
class ChosenRoute:
    """The route that an officer chose; ``covert`` only counts if the officer may know of covert departments."""

    route: CaseRoute
    covert: frozenset[str]
    reason: str


def reroute(case: Case, chosen: ChosenRoute, officer: Principal, now: datetime, new_id: NewId) -> CaseChange:
    """Put the officer's route in force.

    A change of covert participation alone leaves no fact on the case, only requests; an officer who
    is not cleared touches open departments only (design section 5).

    Raises:
        ConflictError: the asker did not consent, a covert department would stand alone, or nothing changes.
    """
    if chosen.route.departments and not case.consent:
        raise consent_missing()
    change = CaseChange(case)
    present = route_in_force(case)
    if present is None or present.open_part != chosen.route.open_part:
        fact = Rerouted(at=now, actor=officer.subject, route=chosen.route, reason=chosen.reason)
        change = record_fact(case, fact, now, new_id)
    if may_know_all_departments(officer):
        change = _without_unchosen(change, chosen)
        change = _combined(change, _covert_changes(change.case, chosen, now, new_id))
    if change.case == case:
        raise route_unchanged()
    return change


def _without_unchosen(change: CaseChange, chosen: ChosenRoute) -> CaseChange:
    """Leave out covert departments that would be asked only now, unless the officer chose them."""
    unwanted = {request.id for request in change.asked if request.covert and request.department not in chosen.covert}
    requests = tuple(request for request in change.case.requests if request.id not in unwanted)
    asked = tuple(request for request in change.asked if request.id not in unwanted)
    return replace(change, case=replace(change.case, requests=requests), asked=asked)


def _covert_changes(case: Case, chosen: ChosenRoute, now: datetime, new_id: NewId) -> CaseChange:
    present = [request for request in case.outstanding if request.covert]
    missing = chosen.covert - {
        request.department for request in case.requests if request.covert and request.is_participating
    }
    if missing and not case.departments_took_part:
        raise lead_needed()
    asked = [ContributionRequest(new_id(), name, True, chosen.route.urgent, now) for name in sorted(missing)]
    return change_requests(case, now, asked, [r for r in present if r.department not in chosen.covert])


def _combined(first: CaseChange, second: CaseChange) -> CaseChange:
    return CaseChange(
        second.case,
        first.facts + second.facts,
        first.asked + second.asked,
        first.changed + second.changed,
    )


def make_urgent(case: Case, officer: Principal, reason: str, now: datetime, new_id: NewId) -> CaseChange:
    """Put the present route in force as urgent; the same departments take part, with urgency from now on.

    The promise to the asker does not follow the priority.

    Raises:
        ConflictError: no route is in force, one waits for confirmation, or the case is urgent already.
    """
    present = route_in_force(case)
    if present is None or unconfirmed_decision(case):
        raise no_route_yet()
    if present.urgent:
        raise already_urgent()
    route = replace(present, urgent=True, covert=frozenset())
    return record_fact(
        case, Rerouted(at=now, actor=officer.subject, route=route, reason=reason, hurries=True), now, new_id
    )


def may_become_urgent(case: Case) -> bool:
    """Return whether ``make_urgent`` would not refuse."""
    present = route_in_force(case)
    return present is not None and not present.urgent and unconfirmed_decision(case) is None


def accept(case: Case, officer: Principal, reason: str, now: datetime, new_id: NewId) -> CaseChange:
    """Put the proposed route in force, and ask its departments.

    Raises:
        ConflictError: nothing is proposed, or the asker did not consent to sharing.
    """
    proposed = _open_proposal(case)
    if proposed.route.departments and not case.consent:
        raise consent_missing()
    return record_fact(case, _decision(proposed.route, officer, reason, now, accepts=proposed.at), now, new_id)


def refuse(case: Case, officer: Principal, reason: str, now: datetime, new_id: NewId) -> CaseChange:
    """Keep the route as it is.

    Raises:
        ConflictError: nothing is proposed.
    """
    proposed = _open_proposal(case)
    present = route_in_force(case) or CaseRoute()
    return record_fact(case, _decision(present, officer, reason, now, refuses=proposed.at), now, new_id)


def _open_proposal(case: Case) -> RouteDecided:
    proposed = open_proposal(case)
    if proposed is None:
        raise nothing_proposed()
    return proposed


def _decision(
    route: CaseRoute,
    officer: Principal,
    reason: str,
    now: datetime,
    *,
    accepts: datetime | None = None,
    refuses: datetime | None = None,
) -> Rerouted:
    in_the_open = replace(route, covert=frozenset())
    return Rerouted(at=now, actor=officer.subject, route=in_the_open, reason=reason, accepts=accepts, refuses=refuses)
