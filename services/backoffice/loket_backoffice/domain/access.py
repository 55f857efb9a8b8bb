"""The one policy point: who may see what of a case (design section 5, the matrix in the interfaces, section 5).

What a reader may not see does not exist: the caller answers as to a reference that was never given.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from loket_backoffice.domain.case import CaseFile
from loket_backoffice.domain.case_states import CaseState, state_of
from loket_backoffice.domain.contributions import Request, RequestState
from loket_backoffice.domain.route_in_force import route_in_force
from loket_backoffice.domain.routes import FRONT_OFFICE_CODE
from loket_shared.failures import NotFound
from loket_shared.identity.principal import Principal, Role

DEPARTMENT_ROLES = frozenset({Role.EXPERT, Role.APPROVER})


class Sight(IntEnum):
    """How much of a case a reader sees."""

    NOTHING = 0
    METADATA = 1
    """Reference, topic, state and times only."""
    CONTENT = 2


def sight_of(reader: Principal, case: CaseFile) -> Sight:
    """Tell how much of ``case`` the reader sees."""
    return sight_in(reader, state_of(case), member=case.consent and takes_part(reader, case.requests))


def sight_in(reader: Principal, state: CaseState, *, member: bool) -> Sight:
    """Tell how much of a case in ``state`` the reader sees; of an erased one the tombstone remains for the desk.

    ``member``: the reader's department takes part, and the asker consents to sharing the question.
    """
    if state is CaseState.EXPECTED:
        return Sight.NOTHING
    if reader.role == Role.OPERATOR:
        return Sight.METADATA
    if reader.role == Role.FRONT_OFFICE:
        return Sight.METADATA if state is CaseState.ERASED else Sight.CONTENT
    return Sight.CONTENT if member and state is not CaseState.ERASED else Sight.NOTHING


def takes_part(reader: Principal, requests: Iterable[Request]) -> bool:
    """Whether the reader's department was asked, and the request was not taken back."""
    return any(is_own(reader, request) and request.counts for request in requests)


def is_own(reader: Principal, request: Request) -> bool:
    """Whether the request is the reader's department's own work."""
    return reader.role in DEPARTMENT_ROLES and reader.department == request.department


def knows_of(reader: Principal, request: Request) -> bool:
    """Say if the reader may know that the request exists, given that the case does for this reader."""
    return may_know(reader, own=is_own(reader, request), covert=request.covert)


def may_know(reader: Principal, *, own: bool, covert: bool) -> bool:
    """Say if the reader may know of a request: the ``own`` department's, or a ``covert`` one's.

    A covert department is known to itself and to cleared front-office officers only.
    """
    return own or not covert or knows_all_participation(reader)


def knows_all_participation(reader: Principal) -> bool:
    """Whether covert participation is known to this reader."""
    return reader.role == Role.FRONT_OFFICE and reader.cleared


def hidden_departments(reader: Principal, covert: frozenset[str]) -> frozenset[str]:
    """Return those of the ``covert`` departments that the reader may not know to take part."""
    if knows_all_participation(reader):
        return frozenset()
    own = {reader.department} if reader.role in DEPARTMENT_ROLES else set()
    return covert - own


def known_requests(reader: Principal, case: CaseFile) -> tuple[Request, ...]:
    """Return the requests of the case that exist for this reader."""
    if sight_of(reader, case) is Sight.NOTHING:
        return ()
    return tuple(request for request in case.requests if knows_of(reader, request))


def sees_contribution(reader: Principal, request: Request) -> bool:
    """Whether the reader may read what left the department: its contribution, or why there is none."""
    left = request.state in {RequestState.RELEASED, RequestState.DECLINED}
    return left and reader.role != Role.OPERATOR and knows_of(reader, request)


def sees_asker(reader: Principal) -> bool:
    """Whether the asker's person is for this reader; departments see the institution only."""
    return reader.role == Role.FRONT_OFFICE


def notes_compartments(reader: Principal, case: CaseFile) -> tuple[UUID | None, ...]:
    """Return whose notes the reader shares: None for the front office's, else the department's own requests."""
    if reader.role == Role.FRONT_OFFICE:
        return (None,)
    return tuple(request.id for request in case.requests if is_own(reader, request))


def require_sight(reader: Principal, case: CaseFile | None, least: Sight = Sight.METADATA) -> CaseFile:
    """Return the case.

    Raises:
        NotFound: it does not exist, or not for this reader.
    """
    if case is None or sight_of(reader, case) < least:
        raise NotFound
    return case


def require_operator(reader: Principal) -> None:
    """Let the operator pass.

    Raises:
        NotFound: what only the operator has does not exist for this reader.
    """
    if reader.role != Role.OPERATOR:
        raise NotFound


def require_request(reader: Principal, case: CaseFile | None, request: Request | None) -> Request:
    """Return the request.

    Raises:
        NotFound: it does not exist, or not for this reader.
    """
    if request is None or request not in known_requests(reader, require_sight(reader, case, Sight.CONTENT)):
        raise NotFound
    return request


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
