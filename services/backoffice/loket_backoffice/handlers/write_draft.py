"""A department writes its contribution."""

from uuid import UUID

from loket_backoffice.domain.contributions import ContributionText, RequestAct
from loket_backoffice.handlers.find import request_to_change
from loket_backoffice.handlers.settle_request import settle_request
from loket_backoffice.store.requests import write_draft_text
from loket_backoffice.views.request_view import RequestWithQuestion
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def write_draft(
    work: UnitOfWork, author: Principal, request_id: UUID, text: ContributionText, seen: int | None
) -> RequestWithQuestion:
    """Keep ``text`` in the place of the draft before; raises as ``request_to_change``."""
    case, request = await request_to_change(work, author, RequestAct.WRITE, request_id, seen)
    written = request.write(author.subject)
    await write_draft_text(work, case.id, request_id, text)
    return await settle_request(work, author, case, written, "write")
