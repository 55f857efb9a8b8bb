"""A department's draft goes to its approver."""

from uuid import UUID

from loket_backoffice.domain.contributions import RequestAct
from loket_backoffice.handlers.find import request_to_change
from loket_backoffice.handlers.settle_request import settle_request
from loket_backoffice.views.request_view import RequestWithQuestion
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def submit_contribution(
    work: UnitOfWork, member: Principal, request_id: UUID, seen: int | None
) -> RequestWithQuestion:
    """Submit the draft; raises as ``request_to_change``."""
    case, request = await request_to_change(work, member, RequestAct.SUBMIT, request_id, seen)
    return await settle_request(work, member, case, request.submit(member.subject), "submit")
