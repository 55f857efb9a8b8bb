"""Somebody in the department takes the work, or gives it to a colleague."""

from uuid import UUID

from loket_backoffice.domain.contributions import RequestAct
from loket_backoffice.handlers.find import request_to_change
from loket_backoffice.handlers.settle_request import settle_request
from loket_backoffice.views.request_view import RequestWithQuestion
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def assign_contribution(
    work: UnitOfWork, member: Principal, request_id: UUID, assignee: str, seen: int | None
) -> RequestWithQuestion:
    """Give the work to ``assignee``, a subject; raises as ``request_to_change``."""
    case, request = await request_to_change(work, member, RequestAct.ASSIGN, request_id, seen)
    return await settle_request(work, member, case, request.assign(assignee), "assign")
