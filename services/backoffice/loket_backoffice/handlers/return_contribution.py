"""The approver sends a contribution back to its author."""

from uuid import UUID

from loket_backoffice.domain.contributions import RequestAct
from loket_backoffice.handlers.find import request_to_change
from loket_backoffice.handlers.settle_request import settle_request
from loket_backoffice.store.notes import Note, add_note
from loket_backoffice.views.request_view import RequestWithQuestion
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def return_contribution(
    work: UnitOfWork, approver: Principal, request_id: UUID, remark: str, seen: int | None
) -> RequestWithQuestion:
    """Return the draft; the remark becomes a note of the department. Raises as ``request_to_change``."""
    case, request = await request_to_change(work, approver, RequestAct.RETURN, request_id, seen)
    returned = request.send_back(approver.subject)
    await add_note(work, case.id, request_id, Note(author=approver.subject, text=remark))
    return await settle_request(work, approver, case, returned, "return")
