"""A department's work on one case, on one page."""

from collections.abc import Iterable

from fastapi import APIRouter, Response

from loket_backoffice.domain.contributions import ContributionText
from loket_backoffice.handlers.read_request import read_request, read_request_actions
from loket_backoffice.pages.page_context import PageContext, PageContextDep
from loket_backoffice.pages.request_actions import REQUEST_ACTIONS
from loket_backoffice.views.request_view import SingleRequestView
from loket_shared.http.parameters import PathId
from loket_shared.http.route_rules import LONG_TEXTS_BYTES
from loket_shared.web.form_actions import RefusedForm, redirect_with_unsent, still_typed
from loket_shared.web.unsent_forms import unsent_on

router = APIRouter()


@router.get("/contribution-requests/{id}")
async def show(context: PageContextDep, request_id: PathId) -> Response:
    """Show the request with its question."""
    return await _page(context, request_id, still_typed(await unsent_on(context.request)))


@router.post("/contribution-requests/{id}", max_body_size=LONG_TEXTS_BYTES)
async def act(context: PageContextDep, request_id: PathId) -> Response:
    """Carry out a form of the page; if it is refused, show the reason and keep the typed text."""
    done = await REQUEST_ACTIONS.dispatch(context, request_id)
    if isinstance(done, RefusedForm):
        return await _page(context, request_id, done)
    return await redirect_with_unsent(context, f"/contribution-requests/{request_id}", done)


async def _page(context: PageContext, request_id: PathId, refused: RefusedForm) -> Response:
    async with context.work() as work:
        wanted = await read_request(work, context.principal, request_id)
        allowed = await read_request_actions(work, context.principal, request_id)
    forms = REQUEST_ACTIONS.shown(refused, _filled(wanted))
    return context.page("contribution_request.html", refused.status, wanted=wanted, allowed=allowed, **forms)


def _filled(wanted: SingleRequestView) -> dict[str, str | Iterable[str]]:
    """Return the fields that are filled in beforehand."""
    draft = wanted.draft or ContributionText(text="")
    return {"write-text": draft.text, "write-background": draft.background or ""}
