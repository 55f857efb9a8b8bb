"""The approver lets a contribution leave the department."""

from uuid import UUID

from loket_backoffice.domain.contributions import RequestAct
from loket_backoffice.handlers.delay_event import delay_act
from loket_backoffice.handlers.find import request_to_change
from loket_backoffice.handlers.settle_request import settle_request
from loket_backoffice.store.requests import release_draft
from loket_backoffice.views.request_view import RequestWithQuestion
from loket_shared.contracts.contribution_event import ContributionNotice
from loket_shared.contracts.events.contributions_released import ContributionReleased, ReleasedWork
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def release_contribution(
    work: UnitOfWork, approver: Principal, request_id: UUID, seen: int | None
) -> RequestWithQuestion:
    """Seal the contribution anew for its readers and tell of it later; raises as ``request_to_change``."""
    case, request = await request_to_change(work, approver, RequestAct.RELEASE, request_id, seen)
    now = work.clock.now()
    released = request.release(approver.subject, now)
    text = await release_draft(work, case.id, request_id)
    await delay_act(
        work,
        case.id,
        ContributionReleased(
            request_id=request_id,
            work=ReleasedWork(
                question_id=case.id,
                reference=case.reference,
                department=request.department,
                text=text.text,
                background=text.background,
                released_at=now,
            ),
            notice=ContributionNotice(question_id=case.id, department=request.department),
        ),
    )
    return await settle_request(work, approver, case, released, "release")
