"""An officer decides on the route that routing proposes once the work has begun (design section 2)."""

from dataclasses import replace
from datetime import datetime

from loket_backoffice.domain.case_file import CaseFile
from loket_backoffice.domain.facts import Rerouted, RouteDecided
from loket_backoffice.domain.recording import NewId, Outcome, record
from loket_backoffice.domain.refusals import consent_missing, nothing_proposed
from loket_backoffice.domain.route_in_force import proposal, route_in_force
from loket_backoffice.domain.routes import Route
from loket_shared.principal import Principal


def accept(case: CaseFile, officer: Principal, reason: str, now: datetime, new_id: NewId) -> Outcome:
    """Put the proposed route in force, and ask whom it names.

    Raises:
        Conflict: nothing is proposed, or the asker did not consent to sharing.
    """
    proposed = _waiting(case)
    if proposed.route.departments and not case.consent:
        raise consent_missing()
    return record(case, _choice(proposed.route, officer, reason, now, accepts=proposed.at), now, new_id)


def refuse(case: CaseFile, officer: Principal, reason: str, now: datetime, new_id: NewId) -> Outcome:
    """Keep the route as it is.

    Raises:
        Conflict: nothing is proposed.
    """
    proposed = _waiting(case)
    present = route_in_force(case) or Route()
    return record(case, _choice(present, officer, reason, now, refuses=proposed.at), now, new_id)


def _waiting(case: CaseFile) -> RouteDecided:
    proposed = proposal(case)
    if proposed is None:
        raise nothing_proposed()
    return proposed


def _choice(
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
