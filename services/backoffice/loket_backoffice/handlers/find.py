"""Finding the case or the request that somebody wants to see or change, locked where it is to change."""

from uuid import UUID

from loket_backoffice.domain.access import require_request, require_sight
from loket_backoffice.domain.contributions import Request, RequestAct
from loket_backoffice.domain.permissions import CaseAct, require_case_act, require_request_act
from loket_backoffice.domain.stale import require_case_version, require_version
from loket_backoffice.store.case_store import StoredCase, find_case, find_case_by_id
from loket_backoffice.store.request_store import case_of
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.failures import NotFound
from loket_shared.identity.principal import Principal


async def case_to_read(work: UnitOfWork, reader: Principal, reference: str) -> StoredCase:
    """Return the case that exists for ``reader``.

    Raises:
        NotFound: it does not exist for this reader.
    """
    case = await find_case(work, reference)
    require_sight(reader, case.file if case else None)
    return _found(case)


async def case_to_change(
    work: UnitOfWork, officer: Principal, act: CaseAct, reference: str, seen: int | None = None
) -> StoredCase:
    """Return the case, locked, where ``officer`` may do ``act`` to it now and saw its present version.

    Raises:
        NotFound: it does not exist for this reader.
        Forbidden: the act belongs to somebody else.
        Conflict: the state does not allow it, or the case changed since.
    """
    case = await find_case(work, reference, lock=True)
    file = require_case_act(officer, act, case.file if case else None)
    require_case_version(file, seen)
    return _found(case)


async def request_to_read(work: UnitOfWork, reader: Principal, request_id: UUID) -> tuple[StoredCase, Request]:
    """Return the request with its case.

    Raises:
        NotFound: it does not exist for this reader.
    """
    case, request = await _request(work, request_id, lock=False)
    require_request(reader, case.file, request)
    return case, request


async def request_to_change(
    work: UnitOfWork, member: Principal, act: RequestAct, request_id: UUID, seen: int | None
) -> tuple[StoredCase, Request]:
    """Return the request, its case locked, where ``member`` may do ``act`` to it and saw its present version.

    Raises:
        NotFound: it does not exist for this reader.
        Forbidden: the act belongs to somebody else.
        Conflict: the request changed since.
    """
    case, request = await _request(work, request_id, lock=True)
    require_request_act(member, act, case.file, request)
    require_version(request, seen)
    return case, request


async def _request(work: UnitOfWork, request_id: UUID, *, lock: bool) -> tuple[StoredCase, Request]:
    case_id = await case_of(work, request_id)
    case = await find_case_by_id(work, case_id, lock=lock) if case_id else None
    requests = case.file.requests if case else ()
    request = next((request for request in requests if request.id == request_id), None)
    if case is None or request is None:
        raise NotFound
    return case, request


def _found(case: StoredCase | None) -> StoredCase:
    if case is None:
        raise NotFound
    return case
