"""Converts codes of departments to routes and back, by the shared code list."""

from datetime import date

from loket_backoffice.domain.case import Case
from loket_backoffice.domain.routes import FRONT_OFFICE_CODE, CaseRoute
from loket_policy import code_lists
from loket_shared.contracts.shared_parts import HandMadeRoute, Route
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError, InvalidInputError

_UNKNOWN = BilingualText(nl="Kies een departement uit de lijst.", en="Choose a department from the list.")
_LEAD_NEEDED = BilingualText(
    nl="Waar departementen bijdragen, is een van de departementen penvoerder.",
    en="Where departments contribute, one of the departments leads.",
)
_NO_LEAD = BilingualText(nl="Dit departement kan geen penvoerder zijn.", en="This department cannot lead.")


def to_route(wire: Route) -> CaseRoute:
    """Return the route with the covert departments apart."""
    covert = covert_departments()
    contributors = frozenset(wire.contributors)
    return CaseRoute(
        lead=None if wire.lead == FRONT_OFFICE_CODE else wire.lead,
        contributors=contributors - covert,
        covert=contributors & covert,
        urgent=wire.priority == "urgent",
    )


def to_wire_route(case: Case, route: CaseRoute, subject: str, reason: str) -> HandMadeRoute:
    """Return the route for other services, with the participating covert departments among the contributors."""
    covert = {request.department for request in case.requests if request.covert and request.is_participating}
    return HandMadeRoute(
        lead=route.lead or FRONT_OFFICE_CODE,
        contributors=tuple(sorted(route.contributors | covert)),
        priority="urgent" if route.urgent else "normal",
        reason=reason,
        officer=subject,
        reason_is_open=True,
    )


def covert_departments() -> frozenset[str]:
    """Return the departments whose participation is itself sensitive."""
    return code_lists.departments().covert


def require_department(code: str, field: str, on: date) -> str:
    """Return ``code`` if its department can be asked on the day ``on``.

    Raises:
        InvalidInputError: no department has the code on that day, or it is the front office's.
    """
    if code not in {entry.code for entry in code_lists.departments() if entry.open(on) and not entry.front_office}:
        raise InvalidInputError(FieldError(field, _UNKNOWN))
    return code


def require_lead(code: str, on: date, *, others: bool) -> str | None:
    """Return ``code`` if its department can lead on the day ``on``; None for the front office.

    The front office cannot lead ``others``.

    Raises:
        InvalidInputError: no department has the code, or it cannot lead here.
    """
    if code == FRONT_OFFICE_CODE and others:
        raise InvalidInputError(FieldError("lead", _LEAD_NEEDED))
    if code == FRONT_OFFICE_CODE:
        return None
    if not code_lists.department(require_department(code, "lead", on)).may_lead:
        raise InvalidInputError(FieldError("lead", _NO_LEAD))
    return code
