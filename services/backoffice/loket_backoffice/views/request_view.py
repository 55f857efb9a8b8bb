"""Contribution requests as they are shown."""

from datetime import datetime
from uuid import UUID

from loket_backoffice.domain.access import is_own, sees_contribution
from loket_backoffice.domain.contribution_text import ContributionText
from loket_backoffice.domain.contributions import Request, RequestState
from loket_backoffice.store.case_store import StoredCase
from loket_backoffice.store.contribution_texts import read_texts
from loket_backoffice.views.clock_view import clocks_for
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import QuestionContent
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


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


class RequestWithQuestion(RequestView):
    """A request by itself, with the question that it is about."""

    reference: str
    question: QuestionContent


async def request_fields(work: UnitOfWork, reader: Principal, case: StoredCase, request: Request) -> dict[str, object]:
    """Return the fields of ``request`` that are for ``reader``, who may know of it."""
    own = is_own(reader, request)
    texts = await read_texts(work, request.id, draft=own)
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
