"""An officer changes by hand who takes part, or how urgent it is (design section 2).

Like every route that an officer chose, it stands until an officer accepts another.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from loket_backoffice.domain.access import knows_all_participation
from loket_backoffice.domain.case import CaseFile
from loket_backoffice.domain.contributions import Request
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
from loket_backoffice.domain.record_fact import NewId, Outcome, change_requests, record
from loket_backoffice.domain.route_in_force import proposal, route_in_force, unconfirmed
from loket_backoffice.domain.routes import Route
from loket_shared.identity.principal import Principal


def ask_department(case: CaseFile, request: Request) -> Outcome:
    """Add ``request`` to the case.

    Raises:
        Conflict: the asker did not consent, the department still works on an earlier request, or a
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
class HandMadeRoute:
    """What an officer chose; ``covert`` counts only where the officer may know of it."""

    route: Route
    covert: frozenset[str]
    reason: str


def reroute(case: CaseFile, chosen: HandMadeRoute, officer: Principal, now: datetime, new_id: NewId) -> Outcome:
    """Put the officer's route in force.

    A change of covert participation alone leaves no fact on the case, only requests; an officer who
    is not cleared touches open departments only (design section 5).

    Raises:
        Conflict: the asker did not consent, a covert department would stand alone, or nothing changes.
    """
    if chosen.route.departments and not case.consent:
        raise consent_missing()
    outcome = Outcome(case)
    present = route_in_force(case)
    if present is None or present.in_the_open != chosen.route.in_the_open:
        fact = Rerouted(at=now, actor=officer.subject, route=chosen.route, reason=chosen.reason)
        outcome = record(case, fact, now, new_id)
    if knows_all_participation(officer):
        outcome = _without_unchosen(outcome, chosen)
        outcome = _combined(outcome, _covert_changes(outcome.case, chosen, now, new_id))
    if outcome.case == case:
        raise route_unchanged()
    return outcome


def _without_unchosen(outcome: Outcome, chosen: HandMadeRoute) -> Outcome:
    """Leave out the covert departments that only now would be asked, where the officer did not choose them."""
    unwanted = {request.id for request in outcome.asked if request.covert and request.department not in chosen.covert}
    requests = tuple(request for request in outcome.case.requests if request.id not in unwanted)
    asked = tuple(request for request in outcome.asked if request.id not in unwanted)
    return replace(outcome, case=replace(outcome.case, requests=requests), asked=asked)


def _covert_changes(case: CaseFile, chosen: HandMadeRoute, now: datetime, new_id: NewId) -> Outcome:
    present = [request for request in case.outstanding if request.covert]
    missing = chosen.covert - {request.department for request in case.requests if request.covert and request.counts}
    if missing and not case.departments_took_part:
        raise lead_needed()
    asked = [Request(new_id(), name, True, chosen.route.urgent, now) for name in sorted(missing)]
    return change_requests(case, now, asked, [r for r in present if r.department not in chosen.covert])


def _combined(first: Outcome, second: Outcome) -> Outcome:
    return Outcome(
        second.case,
        first.facts + second.facts,
        first.asked + second.asked,
        first.changed + second.changed,
    )


def make_urgent(case: CaseFile, officer: Principal, reason: str, now: datetime, new_id: NewId) -> Outcome:
    """Put the present route in force as urgent; who takes part stays as it is, and works with urgency from now on.

    What the asker was promised does not follow the priority. Like every route that an officer chose, it stands
    until an officer accepts another.

    Raises:
        Conflict: no route is in force, one waits for confirmation, or the case is urgent already.
    """
    present = route_in_force(case)
    if present is None or unconfirmed(case):
        raise no_route_yet()
    if present.urgent:
        raise already_urgent()
    route = replace(present, urgent=True, covert=frozenset())
    return record(case, Rerouted(at=now, actor=officer.subject, route=route, reason=reason, hurries=True), now, new_id)


def can_become_urgent(case: CaseFile) -> bool:
    """Whether ``make_urgent`` would not refuse."""
    present = route_in_force(case)
    return present is not None and not present.urgent and unconfirmed(case) is None


def accept(case: CaseFile, officer: Principal, reason: str, now: datetime, new_id: NewId) -> Outcome:
    """Put the proposed route in force, and ask whom it names.

    Raises:
        Conflict: nothing is proposed, or the asker did not consent to sharing.
    """
    proposed = _open_proposal(case)
    if proposed.route.departments and not case.consent:
        raise consent_missing()
    return record(case, _decision(proposed.route, officer, reason, now, accepts=proposed.at), now, new_id)


def refuse(case: CaseFile, officer: Principal, reason: str, now: datetime, new_id: NewId) -> Outcome:
    """Keep the route as it is.

    Raises:
        Conflict: nothing is proposed.
    """
    proposed = _open_proposal(case)
    present = route_in_force(case) or Route()
    return record(case, _decision(present, officer, reason, now, refuses=proposed.at), now, new_id)


def _open_proposal(case: CaseFile) -> RouteDecided:
    proposed = proposal(case)
    if proposed is None:
        raise nothing_proposed()
    return proposed


def _decision(
    route: Route,
    officer: Principal,
    reason: str,
    now: datetime,
    *,
    accepts: datetime | None = None,
    refuses: datetime | None = None,
) -> Rerouted:
    in_the_open = replace(route, covert=frozenset())
    return Rerouted(at=now, actor=officer.subject, route=in_the_open, reason=reason, accepts=accepts, refuses=refuses)
