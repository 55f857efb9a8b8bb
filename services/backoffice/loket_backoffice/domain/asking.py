"""Asking a department by hand, and changing who takes part by hand."""

from dataclasses import dataclass, replace
from datetime import datetime

from loket_backoffice.domain.access import knows_all_participation
from loket_backoffice.domain.case_file import CaseFile
from loket_backoffice.domain.contributions import Request
from loket_backoffice.domain.facts import Rerouted
from loket_backoffice.domain.recording import NewId, Outcome, change_requests, record
from loket_backoffice.domain.refusals import already_asked, consent_missing, lead_needed, route_unchanged
from loket_backoffice.domain.route_in_force import route_in_force
from loket_backoffice.domain.routes import Route
from loket_shared.principal import Principal


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
        outcome = _unasked(outcome, chosen)
        outcome = _joined(outcome, _covert_changes(outcome.case, chosen, now, new_id))
    if outcome.case == case:
        raise route_unchanged()
    return outcome


def _unasked(outcome: Outcome, chosen: HandMadeRoute) -> Outcome:
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


def _joined(first: Outcome, second: Outcome) -> Outcome:
    return Outcome(
        second.case,
        first.facts + second.facts,
        first.asked + second.asked,
        first.changed + second.changed,
    )
