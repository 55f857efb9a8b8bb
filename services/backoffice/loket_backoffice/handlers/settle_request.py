"""Storing a contribution request that changed."""

from loket_backoffice.domain.contributions import Request
from loket_backoffice.domain.record_fact import Outcome
from loket_backoffice.handlers.settle import settle
from loket_backoffice.store.cases import StoredCase
from loket_backoffice.views.request_view import RequestWithQuestion
from loket_backoffice.views.single_request import request_for
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def settle_request(
    work: UnitOfWork, member: Principal, case: StoredCase, request: Request, action: str
) -> RequestWithQuestion:
    """Store ``request`` as it is now, record who did it, and return it as ``member`` sees it."""
    await settle(work, case, Outcome(case.file.with_request(request), changed=(request,)))
    await work.audit(member, f"request.{action}", str(request.id), apart=True)
    return await request_for(work, member, case, request)
