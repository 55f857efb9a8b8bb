"""A contribution request as its reader sees it: on the page of its case, and by itself."""

from datetime import datetime
from uuid import UUID

from loket_backoffice.domain.access import is_own, sees_contribution
from loket_backoffice.domain.contributions import ContributionText, Request, RequestState
from loket_backoffice.store.cases import StoredCase
from loket_backoffice.store.questions import read_question
from loket_backoffice.store.requests import read_contribution_texts
from loket_backoffice.views.clock_view import clocks_for
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.parts import QuestionContent
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


class RequestView(WireModel):
    """A request; work in progress is there for the department itself only."""

    id: UUID
    department: str
    state: str
    due_at: datetime
    version: int
    urgent: bool
    requested_at: datetime
    asked: str | None = None
    assignee: str | None = None
    draft: ContributionText | None = None
    released: ContributionText | None = None
    reason: str | None = None


class SingleRequestView(RequestView):
    """A request by itself, with the question that it is about."""

    reference: str
    question: QuestionContent


async def request_fields(work: UnitOfWork, reader: Principal, case: StoredCase, request: Request) -> dict[str, object]:
    """Return the fields of ``request`` that are for ``reader``, who may know of it."""
    own = is_own(reader, request)
    texts = await read_contribution_texts(work, request.id, draft=own)
    clocks = clocks_for(reader, case.file, work.clock.now())
    fields: dict[str, object] = {
        "id": request.id,
        "department": request.department,
        "state": request.state,
        "due_at": [clock.due for clock in clocks if clock.request_id == request.id][-1],
        "version": request.version,
        "urgent": request.urgent,
        "requested_at": request.requested_at,
        "asked": texts.question,
    }
    if own:
        fields |= {"assignee": request.assignee, "draft": texts.draft}
    if sees_contribution(reader, request):
        declined = request.state is RequestState.DECLINED
        fields |= {"reason": texts.released and texts.released.text} if declined else {"released": texts.released}
    return fields


async def request_for(work: UnitOfWork, reader: Principal, case: StoredCase, request: Request) -> SingleRequestView:
    """Return the request as ``reader``, who may know of it, may see it."""
    fields = await request_fields(work, reader, case, request)
    fields |= {"reference": case.reference, "question": await read_question(work, case.row)}
    return SingleRequestView.model_validate(fields)
