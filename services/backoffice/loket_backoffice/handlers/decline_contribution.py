"""A department does not contribute, and says why."""

from uuid import UUID

from loket_backoffice.domain.contributions import RequestAct
from loket_backoffice.handlers.delay_event import delay_act
from loket_backoffice.handlers.find import request_to_change
from loket_backoffice.handlers.settle_request import settle_request
from loket_backoffice.store.requests import write_refusal
from loket_backoffice.views.request_view import RequestWithQuestion
from loket_shared.contracts.contribution_event import ContributionNotice
from loket_shared.contracts.events.contributions_declined import ContributionDeclined, DeclinedWork
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def decline_contribution(
    work: UnitOfWork, approver: Principal, request_id: UUID, reason: str, seen: int | None
) -> RequestWithQuestion:
    """End the request without a contribution; raises as ``request_to_change``."""
    case, request = await request_to_change(work, approver, RequestAct.DECLINE, request_id, seen)
    now = work.clock.now()
    declined = request.decline(now)
    await write_refusal(work, case.id, request_id, reason)
    await delay_act(
        work,
        case.id,
        ContributionDeclined(
            request_id=request_id,
            work=DeclinedWork(
                question_id=case.id,
                reference=case.reference,
                department=request.department,
                reason=reason,
                declined_at=now,
            ),
            notice=ContributionNotice(question_id=case.id, department=request.department),
        ),
    )
    return await settle_request(work, approver, case, declined, "decline")
