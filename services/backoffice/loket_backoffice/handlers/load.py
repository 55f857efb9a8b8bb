"""Loads the case or the request that a principal wants to see or change: authorized, locked, at the expected version.

The policy is asked twice. First by the index, before anything is opened, so that a hidden case takes no longer than a
missing one. Then by the facts, which are authoritative.
"""

from typing import TypeVar
from uuid import UUID

from loket_backoffice.domain.access import Visibility, may_know, require_request, require_visible, visibility_in_state
from loket_backoffice.domain.contributions import ContributionRequest, RequestAction
from loket_backoffice.domain.permissions import (
    CaseAction,
    require_case_action,
    require_case_version,
    require_request_action,
    require_version,
)
from loket_backoffice.handlers.departments import covert_departments
from loket_backoffice.store.case_index import look_up_case, look_up_request
from loket_backoffice.store.cases import StoredCase, find_case
from loket_shared.failures import NotFoundError
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork

T = TypeVar("T")


async def load_case(work: UnitOfWork, principal: Principal, reference: str, *, lock: bool = False) -> StoredCase:
    """Return the case that exists for ``principal``; ``lock`` holds it until the transaction ends.

    Raises:
        NotFoundError: it does not exist for this reader.
    """
    stored = await _load_case(work, principal, reference, lock=lock)
    require_visible(principal, stored.case)
    return stored


async def load_case_for(
    work: UnitOfWork, principal: Principal, action: CaseAction, reference: str, expected_version: int | None = None
) -> StoredCase:
    """Return the case, locked, if ``principal`` may take ``action`` on it now and saw its present version.

    Raises:
        NotFoundError: it does not exist for this reader.
        ForbiddenError: the action belongs to somebody else.
        ConflictError: the state does not allow it, or the case changed since.
    """
    stored = await _load_case(work, principal, reference, lock=True)
    require_case_version(require_case_action(principal, action, stored.case), expected_version)
    return stored


async def load_request(
    work: UnitOfWork, principal: Principal, request_id: UUID, *, lock: bool = False
) -> tuple[StoredCase, ContributionRequest]:
    """Return the request that exists for ``principal`` with its case; locked as by ``load_case``.

    Raises:
        NotFoundError: it does not exist for this reader.
    """
    stored, request = await _load_request(work, principal, request_id, lock=lock)
    require_request(principal, stored.case, request)
    return stored, request


async def load_request_for(
    work: UnitOfWork, principal: Principal, action: RequestAction, request_id: UUID, expected_version: int | None
) -> tuple[StoredCase, ContributionRequest]:
    """Return the request, its case locked, if ``principal`` may take ``action`` and saw its present version.

    Raises:
        NotFoundError: it does not exist for this reader.
        ForbiddenError: the action belongs to somebody else.
        ConflictError: the request changed since.
    """
    stored, request = await _load_request(work, principal, request_id, lock=True)
    require_request_action(principal, action, stored.case, request)
    require_version(request, expected_version)
    return stored, request


async def _load_case(work: UnitOfWork, principal: Principal, reference: str, *, lock: bool) -> StoredCase:
    entry = await look_up_case(work, principal, reference)
    if entry is None or visibility_in_state(principal, entry.state, member=entry.member) is Visibility.NOTHING:
        raise NotFoundError
    return _required(await find_case(work, entry.id, lock=lock))


async def _load_request(
    work: UnitOfWork, principal: Principal, request_id: UUID, *, lock: bool
) -> tuple[StoredCase, ContributionRequest]:
    entry = await look_up_request(work, principal, request_id, covert_departments())
    if (
        entry is None
        or visibility_in_state(principal, entry.case.state, member=entry.case.member) is not Visibility.CONTENT
        or not may_know(principal, own=entry.own, covert=entry.covert)
    ):
        raise NotFoundError
    stored = _required(await find_case(work, entry.case.id, lock=lock))
    request = next((request for request in stored.case.requests if request.id == request_id), None)
    return stored, _required(request)


def _required(thing: T | None) -> T:
    if thing is None:
        raise NotFoundError
    return thing
