"""The access policy for cases, the only policy point
(docs/architecture.md#confidentiality; the matrix in the docs/interfaces.md#who-sees-what).

For a reader, a hidden case does not exist: the caller answers as for a reference that was never issued.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from loket_backoffice.domain.case import Case
from loket_backoffice.domain.case_states import CaseState, state_of
from loket_backoffice.domain.contributions import ContributionRequest, RequestState
from loket_backoffice.domain.route_in_force import route_in_force
from loket_backoffice.domain.routes import FRONT_OFFICE_CODE
from loket_shared.failures import NotFoundError
from loket_shared.principal import Principal, Role

DEPARTMENT_ROLES = frozenset({Role.EXPERT, Role.APPROVER})


class Visibility(IntEnum):
    """The part of a case that a reader sees."""

    NOTHING = 0
    METADATA = 1
    """Reference, topic, state and times only."""
    CONTENT = 2


def visibility_of(reader: Principal, case: Case) -> Visibility:
    """Return the part of ``case`` that the reader sees."""
    return visibility_in_state(reader, state_of(case), member=case.consent and is_participant(reader, case.requests))


def visibility_in_state(reader: Principal, state: CaseState, *, member: bool) -> Visibility:
    """Return the part of a case in ``state`` that the reader sees; the desk still sees the tombstone of an erased case.

    ``member``: the reader's department takes part, and the asker consents to sharing the question.
    """
    if state is CaseState.EXPECTED:
        return Visibility.NOTHING
    if reader.role == Role.OPERATOR:
        return Visibility.METADATA
    if reader.role == Role.FRONT_OFFICE:
        return Visibility.METADATA if state is CaseState.ERASED else Visibility.CONTENT
    return Visibility.CONTENT if member and state is not CaseState.ERASED else Visibility.NOTHING


@dataclass(frozen=True, slots=True)
class VisiblePart:
    """The part of a case in ``state`` that a reader sees, with the requests that exist for the reader."""

    state: CaseState
    visibility: Visibility
    requests: tuple[ContributionRequest, ...]


def visible_part(reader: Principal, case: Case) -> VisiblePart:
    """Return the part of ``case`` that the reader sees, worked out once for all that is shown of the case."""
    state = state_of(case)
    visibility = visibility_in_state(reader, state, member=is_participant(reader, case.requests) and case.consent)
    exists = visibility is not Visibility.NOTHING
    requests = tuple(request for request in case.requests if may_know_of(reader, request)) if exists else ()
    return VisiblePart(state, visibility, requests)


def is_participant(reader: Principal, requests: Iterable[ContributionRequest]) -> bool:
    """Return whether the reader's department has a request that was not cancelled."""
    return any(is_own(reader, request) and request.is_participating for request in requests)


def is_own(reader: Principal, request: ContributionRequest) -> bool:
    """Return whether the request belongs to the reader's own department."""
    return reader.role in DEPARTMENT_ROLES and reader.department == request.department


def may_know_of(reader: Principal, request: ContributionRequest) -> bool:
    """Return whether the reader may know of the request; the case itself must be visible to the reader."""
    return may_know(reader, own=is_own(reader, request), covert=request.covert)


def may_know(reader: Principal, *, own: bool, covert: bool) -> bool:
    """Return whether the reader may know of a request: one of the ``own`` department, or of a ``covert`` one.

    A covert department is known to itself and to cleared front-office officers only.
    """
    return own or not covert or may_know_all_departments(reader)


def may_know_all_departments(reader: Principal) -> bool:
    """Return whether the reader may know that covert departments take part."""
    return reader.role == Role.FRONT_OFFICE and reader.cleared


def hidden_departments(reader: Principal, covert: frozenset[str]) -> frozenset[str]:
    """Return those of the ``covert`` departments that the reader may not know to take part."""
    if may_know_all_departments(reader):
        return frozenset()
    own = {reader.department} if reader.role in DEPARTMENT_ROLES else set()
    return covert - own


def known_requests(reader: Principal, case: Case) -> tuple[ContributionRequest, ...]:
    """Return the requests of the case that exist for this reader."""
    return visible_part(reader, case).requests


def may_read_contribution(reader: Principal, request: ContributionRequest) -> bool:
    """Return whether the reader may read the released contribution, or the reason for declining."""
    left = request.state in {RequestState.RELEASED, RequestState.DECLINED}
    return left and reader.role != Role.OPERATOR and may_know_of(reader, request)


def may_see_asker(reader: Principal) -> bool:
    """Return whether the reader may see the person who asks; departments see the institution only."""
    return reader.role == Role.FRONT_OFFICE


def notes_compartments(reader: Principal, case: Case) -> tuple[UUID | None, ...]:
    """Return the compartments of the reader's notes: None for the front office's, else the department's requests."""
    if reader.role == Role.FRONT_OFFICE:
        return (None,)
    return tuple(request.id for request in case.requests if is_own(reader, request))


def require_visible(reader: Principal, case: Case | None, least: Visibility = Visibility.METADATA) -> Case:
    """Return the case.

    Raises:
        NotFoundError: it does not exist, or not for this reader.
    """
    if case is None or visibility_of(reader, case) < least:
        raise NotFoundError
    return case


def require_operator(reader: Principal) -> None:
    """Refuse everybody but the operator.

    Raises:
        NotFoundError: the operator's pages and calls do not exist for this reader.
    """
    if reader.role != Role.OPERATOR:
        raise NotFoundError


def require_request(reader: Principal, case: Case | None, request: ContributionRequest | None) -> ContributionRequest:
    """Return the request.

    Raises:
        NotFoundError: it does not exist, or not for this reader.
    """
    if request is None or request not in known_requests(reader, require_visible(reader, case, Visibility.CONTENT)):
        raise NotFoundError
    return request


@dataclass(frozen=True, slots=True)
class Participation:
    """``lead`` is the front office's code if no department leads; None if there is no route yet."""

    lead: str | None
    contributors: tuple[str, ...]
    urgent: bool


def participation_for(reader: Principal, case: Case) -> Participation:
    """Join the route in force with the requests that exist for ``reader``."""
    return participation_of(case, known_requests(reader, case))


def participation_of(case: Case, known: Iterable[ContributionRequest]) -> Participation:
    """Join the route in force with the requests that the reader knows of."""
    route = route_in_force(case)
    asked = {request.department for request in known if request.is_participating}
    if route is None:
        return Participation(None, tuple(sorted(asked)), urgent=False)
    lead = route.lead or FRONT_OFFICE_CODE
    return Participation(lead, tuple(sorted((route.contributors | asked) - {lead})), route.urgent)
