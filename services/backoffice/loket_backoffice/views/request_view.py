"""A contribution request as its reader sees it: on the page of its case, and by itself."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from loket_backoffice.domain.access import is_own, may_read_contribution
from loket_backoffice.domain.contributions import ContributionRequest, ContributionText, RequestState
from loket_backoffice.domain.deadlines import DeadlineClock
from loket_backoffice.store.cases import StoredCase
from loket_backoffice.store.requests import ContributionTexts
from loket_backoffice.views.clock_view import known_clocks
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import QuestionContent
from loket_shared.principal import Principal


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


def request_for(
    reader: Principal,
    stored: StoredCase,
    request: ContributionRequest,
    texts: ContributionTexts,
    question: QuestionContent,
    moment: datetime,
) -> SingleRequestView:
    """Return the request by itself as ``reader``, who may know of it, may see it."""
    clocks = known_clocks(stored.case, [request], moment)
    fields = request_fields(reader, request, texts, clocks)
    return SingleRequestView.model_validate(fields | {"reference": stored.reference, "question": question})


def request_fields(
    reader: Principal, request: ContributionRequest, texts: ContributionTexts, clocks: Iterable[DeadlineClock]
) -> dict[str, object]:
    """Return the fields of ``request`` that are for ``reader``, who may know of it."""
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
    if is_own(reader, request):
        fields |= {"assignee": request.assignee, "draft": texts.draft}
    if may_read_contribution(reader, request):
        declined = request.state is RequestState.DECLINED
        fields |= {"reason": texts.released and texts.released.text} if declined else {"released": texts.released}
    return fields
