"""Who leads and who contributes, as far as a reader may know."""

from dataclasses import dataclass

from loket_backoffice.domain.access import known_requests
from loket_backoffice.domain.case_file import CaseFile
from loket_backoffice.domain.route_in_force import route_in_force
from loket_shared.principal import Principal

FRONT_OFFICE_CODE = "RVO"


@dataclass(frozen=True, slots=True)
class Participation:
    """``lead`` is the front office's code where no department leads, None while there is no route."""

    lead: str | None
    contributors: tuple[str, ...]
    urgent: bool


def participation_for(reader: Principal, case: CaseFile) -> Participation:
    """Join the route in force with the requests that exist for ``reader``."""
    route = route_in_force(case)
    asked = {r.department for r in known_requests(reader, case) if r.counts}
    if route is None:
        return Participation(None, tuple(sorted(asked)), urgent=False)
    lead = route.lead or FRONT_OFFICE_CODE
    return Participation(lead, tuple(sorted((route.contributors | asked) - {lead})), route.urgent)
