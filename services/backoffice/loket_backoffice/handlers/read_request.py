"""Somebody looks at a contribution request."""

from uuid import UUID

from loket_backoffice.domain.contributions import RequestAct
from loket_backoffice.domain.permissions import possible_on_request
from loket_backoffice.handlers.load import load_request, lock_request
from loket_backoffice.views.request_view import SingleRequestView, request_for
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def read_request(work: UnitOfWork, principal: Principal, request_id: UUID) -> SingleRequestView:
    """Return the request, and record that it was read.

    Raises:
        NotFound: it does not exist for this reader.
    """
    case, request = await load_request(work, principal, request_id)
    await work.audit(principal, "request.read", str(request_id), apart=True)
    return await request_for(work, principal, case, request)


async def lock_request_version(work: UnitOfWork, principal: Principal, request_id: UUID) -> int:
    """Return the version of the request, which stays as it is until the transaction ends.

    Raises:
        NotFound: it does not exist for this reader.
    """
    _, request = await lock_request(work, principal, request_id)
    return request.version


async def read_request_actions(work: UnitOfWork, principal: Principal, request_id: UUID) -> frozenset[RequestAct]:
    """Return what ``principal`` could do to the contribution request now.

    Raises:
        NotFound: it does not exist for this reader.
    """
    case, request = await load_request(work, principal, request_id)
    return possible_on_request(principal, case.file, request)
