"""Finding the case or the request that somebody wants to see or change, locked where it is to change.

The policy is asked twice: by the index, before anything is opened, so that what is hidden takes no longer than what
never was; and by the facts, which are the truth.
"""

from typing import TypeVar
from uuid import UUID

from loket_backoffice.domain.access import Visibility, may_know, require_request, require_visible, visibility_in_state
from loket_backoffice.domain.contributions import ContributionRequest, RequestAction
from loket_backoffice.domain.optimistic_lock import require_case_version, require_version
from loket_backoffice.domain.permissions import CaseAction, require_case_action, require_request_action
from loket_backoffice.handlers.departments import covert_departments
from loket_backoffice.store.access_index import look_up_case, look_up_request
from loket_backoffice.store.cases import StoredCase, find_case
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.failures import NotFound
from loket_shared.identity.principal import Principal

Found = TypeVar("Found")


async def load_case(work: UnitOfWork, principal: Principal, reference: str) -> StoredCase:
    """Return the case that exists for ``principal``.

    Raises:
        NotFound: it does not exist for this reader.
    """
    return await _seen(work, principal, reference, lock=False)


async def lock_case(work: UnitOfWork, principal: Principal, reference: str) -> StoredCase:
    """Return the case, locked; raises as ``load_case``."""
    return await _seen(work, principal, reference, lock=True)


async def load_case_for(
    work: UnitOfWork, principal: Principal, act: CaseAction, reference: str, expected_version: int | None = None
) -> StoredCase:
    """Return the case, locked, where ``principal`` may do ``act`` to it now and saw its present version.

    Raises:
        NotFound: it does not exist for this reader.
        Forbidden: the act belongs to somebody else.
        Conflict: the state does not allow it, or the case changed since.
    """
    stored = await _case(work, principal, reference, lock=True)
    require_case_version(require_case_action(principal, act, stored.case), expected_version)
    return stored


async def load_request(
    work: UnitOfWork, principal: Principal, request_id: UUID
) -> tuple[StoredCase, ContributionRequest]:
    """Return the request with its case.

    Raises:
        NotFound: it does not exist for this reader.
    """
    return await _seen_request(work, principal, request_id, lock=False)


async def lock_request(
    work: UnitOfWork, principal: Principal, request_id: UUID
) -> tuple[StoredCase, ContributionRequest]:
    """Return the request with its case, locked; raises as ``load_request``."""
    return await _seen_request(work, principal, request_id, lock=True)


async def load_request_for(
    work: UnitOfWork, principal: Principal, act: RequestAction, request_id: UUID, expected_version: int | None
) -> tuple[StoredCase, ContributionRequest]:
    """Return the request, its case locked, where ``principal`` may do ``act`` to it and saw its present version.

    Raises:
        NotFound: it does not exist for this reader.
        Forbidden: the act belongs to somebody else.
        Conflict: the request changed since.
    """
    stored, request = await _request(work, principal, request_id, lock=True)
    require_request_action(principal, act, stored.case, request)
    require_version(request, expected_version)
    return stored, request


async def _seen(work: UnitOfWork, principal: Principal, reference: str, *, lock: bool) -> StoredCase:
    stored = await _case(work, principal, reference, lock=lock)
    require_visible(principal, stored.case)
    return stored


async def _seen_request(
    work: UnitOfWork, principal: Principal, request_id: UUID, *, lock: bool
) -> tuple[StoredCase, ContributionRequest]:
    stored, request = await _request(work, principal, request_id, lock=lock)
    require_request(principal, stored.case, request)
    return stored, request


async def _case(work: UnitOfWork, principal: Principal, reference: str, *, lock: bool) -> StoredCase:
    entry = await look_up_case(work, principal, reference)
    if entry is None or visibility_in_state(principal, entry.state, member=entry.member) is Visibility.NOTHING:
        raise NotFound
    return _found(await find_case(work, entry.id, lock=lock))


async def _request(
    work: UnitOfWork, principal: Principal, request_id: UUID, *, lock: bool
) -> tuple[StoredCase, ContributionRequest]:
    entry = await look_up_request(work, principal, request_id, covert_departments())
    if (
        entry is None
        or visibility_in_state(principal, entry.case.state, member=entry.case.member) is not Visibility.CONTENT
        or not may_know(principal, own=entry.own, covert=entry.covert)
    ):
        raise NotFound
    stored = _found(await find_case(work, entry.case.id, lock=lock))
    request = next((request for request in stored.case.requests if request.id == request_id), None)
    return stored, _found(request)


def _found(thing: Found | None) -> Found:
    if thing is None:
        raise NotFound
    return thing
