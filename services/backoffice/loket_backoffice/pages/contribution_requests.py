"""A department's work on one case, on one page."""

from collections.abc import Iterable

from fastapi import APIRouter, Response

from loket_backoffice.domain.contributions import ContributionText
from loket_backoffice.handlers.read_request import read_request, read_request_actions
from loket_backoffice.pages.request_acts import REQUEST_ACTS
from loket_backoffice.pages.visit import Visit, VisitDep, see_with_unsent
from loket_backoffice.views.request_view import RequestWithQuestion
from loket_shared.http.body_sizes import LONG_TEXTS
from loket_shared.http.path_id import PathId
from loket_shared.web.acts import Refused, still_typed
from loket_shared.web.unsent import unsent_on

router = APIRouter()


@router.get("/contribution-requests/{id}")
async def show(visit: VisitDep, request_id: PathId) -> Response:
    """Show the request with the question that it is about."""
    return await _page(visit, request_id, still_typed(await unsent_on(visit.request)))


@router.post("/contribution-requests/{id}", max_body_size=LONG_TEXTS)
async def act(visit: VisitDep, request_id: PathId) -> Response:
    """Do what a form on the page asks; where it is refused, say why and keep what was typed."""
    done = await REQUEST_ACTS.carry_out(visit, request_id)
    if isinstance(done, Refused):
        return await _page(visit, request_id, done)
    return await see_with_unsent(visit, f"/contribution-requests/{request_id}", done)


async def _page(visit: Visit, request_id: PathId, refused: Refused) -> Response:
    async with visit.work() as work:
        wanted = await read_request(work, visit.principal, request_id)
        possible = await read_request_actions(work, visit.principal, request_id)
    forms = REQUEST_ACTS.shown(refused, _filled(wanted))
    return visit.page("contribution_request.html", refused.status, wanted=wanted, possible=possible, **forms)


def _filled(wanted: RequestWithQuestion) -> dict[str, str | Iterable[str]]:
    """Return the fields that begin with what is there already."""
    draft = wanted.draft or ContributionText(text="")
    return {"write-text": draft.text, "write-background": draft.background or ""}
