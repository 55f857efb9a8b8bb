"""An officer makes a case urgent that was not (domain description, section 6)."""

from dataclasses import replace
from datetime import datetime

from loket_backoffice.domain.case_file import CaseFile
from loket_backoffice.domain.facts import Rerouted
from loket_backoffice.domain.recording import NewId, Outcome, record
from loket_backoffice.domain.refusals import already_urgent, no_route_yet
from loket_backoffice.domain.route_in_force import route_in_force, unconfirmed
from loket_shared.principal import Principal


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
