"""Finding the case or the request that somebody wants to see or change, locked where it is to change.

The policy is asked twice: by the index, before anything is opened, so that what is hidden takes no longer than what
never was; and by the facts, which are the truth.
"""

from typing import TypeVar
from uuid import UUID

from loket_backoffice.domain.access import Sight, may_know, require_request, require_sight, sight_in
from loket_backoffice.domain.contributions import Request, RequestAct
from loket_backoffice.domain.optimistic_lock import require_case_version, require_version
from loket_backoffice.domain.permissions import CaseAct, require_case_act, require_request_act
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
    work: UnitOfWork, principal: Principal, act: CaseAct, reference: str, expected_version: int | None = None
) -> StoredCase:
    """Return the case, locked, where ``principal`` may do ``act`` to it now and saw its present version.

    Raises:
        NotFound: it does not exist for this reader.
        Forbidden: the act belongs to somebody else.
        Conflict: the state does not allow it, or the case changed since.
    """
    case = await _case(work, principal, reference, lock=True)
    require_case_version(require_case_act(principal, act, case.file), expected_version)
    return case


async def load_request(work: UnitOfWork, principal: Principal, request_id: UUID) -> tuple[StoredCase, Request]:
    """Return the request with its case.

    Raises:
        NotFound: it does not exist for this reader.
    """
    return await _seen_request(work, principal, request_id, lock=False)


async def lock_request(work: UnitOfWork, principal: Principal, request_id: UUID) -> tuple[StoredCase, Request]:
    """Return the request with its case, locked; raises as ``load_request``."""
    return await _seen_request(work, principal, request_id, lock=True)


async def load_request_for(
    work: UnitOfWork, principal: Principal, act: RequestAct, request_id: UUID, expected_version: int | None
) -> tuple[StoredCase, Request]:
    """Return the request, its case locked, where ``principal`` may do ``act`` to it and saw its present version.

    Raises:
        NotFound: it does not exist for this reader.
        Forbidden: the act belongs to somebody else.
        Conflict: the request changed since.
    """
    case, request = await _request(work, principal, request_id, lock=True)
    require_request_act(principal, act, case.file, request)
    require_version(request, expected_version)
    return case, request


async def _seen(work: UnitOfWork, principal: Principal, reference: str, *, lock: bool) -> StoredCase:
    case = await _case(work, principal, reference, lock=lock)
    require_sight(principal, case.file)
    return case


async def _seen_request(
    work: UnitOfWork, principal: Principal, request_id: UUID, *, lock: bool
) -> tuple[StoredCase, Request]:
    case, request = await _request(work, principal, request_id, lock=lock)
    require_request(principal, case.file, request)
    return case, request


async def _case(work: UnitOfWork, principal: Principal, reference: str, *, lock: bool) -> StoredCase:
    entry = await look_up_case(work, principal, reference)
    if entry is None or sight_in(principal, entry.state, member=entry.member) is Sight.NOTHING:
        raise NotFound
    return _found(await find_case(work, entry.id, lock=lock))


async def _request(
    work: UnitOfWork, principal: Principal, request_id: UUID, *, lock: bool
) -> tuple[StoredCase, Request]:
    entry = await look_up_request(work, principal, request_id, covert_departments())
    if (
        entry is None
        or sight_in(principal, entry.case.state, member=entry.case.member) is not Sight.CONTENT
        or not may_know(principal, own=entry.own, covert=entry.covert)
    ):
        raise NotFound
    case = _found(await find_case(work, entry.case.id, lock=lock))
    request = next((request for request in case.file.requests if request.id == request_id), None)
    return case, _found(request)


def _found(thing: Found | None) -> Found:
    if thing is None:
        raise NotFound
    return thing
