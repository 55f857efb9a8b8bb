"""A department's work on one case, on one page."""

from collections.abc import Iterable
from uuid import UUID

from fastapi import APIRouter, Response

from loket_backoffice.domain.contributions import ContributionText
from loket_backoffice.handlers.bodies import AssignmentBody, ReasonBody, RemarkBody, VersionedBody
from loket_backoffice.handlers.contribution_requests import (
    DraftBody,
    assign_contribution,
    decline_contribution,
    lock_request_version,
    read_request,
    read_request_actions,
    release_contribution,
    return_contribution,
    submit_contribution,
    write_draft,
)
from loket_backoffice.pages.page_context import PageContext, PageContextDep
from loket_backoffice.views.request_view import SingleRequestView
from loket_shared.field_errors import FieldName, FieldNames
from loket_shared.http.dependencies import PathId
from loket_shared.http.route_rules import LONG_TEXTS_BYTES
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork
from loket_shared.web.form_actions import (
    FormAction,
    FormActions,
    RefusedForm,
    Versions,
    redirect_with_unsent,
    still_typed,
)
from loket_shared.web.unsent_forms import unsent_on

router = APIRouter()


@router.get("/bijdrageverzoeken/{id}")
async def show(context: PageContextDep, request_id: PathId) -> Response:
    """Show the request with its question."""
    return await _page(context, request_id, still_typed(await unsent_on(context.request)))


@router.post("/bijdrageverzoeken/{id}", max_body_size=LONG_TEXTS_BYTES)
async def act(context: PageContextDep, request_id: PathId) -> Response:
    """Carry out a form of the page; if it is refused, show the reason and keep the typed text."""
    done = await REQUEST_ACTIONS.dispatch(context, request_id)
    if isinstance(done, RefusedForm):
        return await _page(context, request_id, done)
    return await redirect_with_unsent(context, f"/bijdrageverzoeken/{request_id}", done)


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


async def _write(work: UnitOfWork, principal: Principal, request_id: UUID, body: DraftBody) -> SingleRequestView:
    text = ContributionText(text=body.text, background=body.background)
    return await write_draft(work, principal, request_id, text, body.version)


async def _write_and_submit(work: UnitOfWork, principal: Principal, request_id: UUID, body: DraftBody) -> None:
    """Submit the contribution with the text of the form, so that no typed text is lost."""
    written = await _write(work, principal, request_id, body)
    await submit_contribution(work, principal, request_id, written.version)


async def _versions(work: UnitOfWork, principal: Principal, request_id: UUID) -> Versions:
    return dict.fromkeys(("write", "return", "decline"), await lock_request_version(work, principal, request_id))


REQUEST_FIELDS: FieldNames = {
    "write-text": FieldName("het concept van de bijdrage", "the draft of the contribution"),
    "write-background": FieldName("de achtergrond voor het loket", "the background for the front office"),
    "return-remark": FieldName("wat er anders moet", "what has to change"),
    "decline-reason": FieldName("waarom er geen bijdrage komt", "why there is no contribution"),
}
"""The names of fields in sentences about them, in the order of the page."""

REQUEST_ACTIONS: FormActions[UUID] = FormActions(
    {
        "assign": FormAction(
            AssignmentBody,
            lambda w, principal, id, b: assign_contribution(w, principal, id, principal.subject, b.version),
        ),
        "write": FormAction(DraftBody, _write),
        "submit": FormAction(DraftBody, _write_and_submit, shares="write"),
        "release": FormAction(
            VersionedBody, lambda w, principal, id, b: release_contribution(w, principal, id, b.version)
        ),
        "return": FormAction(
            RemarkBody, lambda w, principal, id, b: return_contribution(w, principal, id, b.remark, b.version)
        ),
        "decline": FormAction(
            ReasonBody, lambda w, principal, id, b: decline_contribution(w, principal, id, b.reason, b.version)
        ),
    },
    _versions,
    names=REQUEST_FIELDS,
)
"""The forms by the name of their button, with the same bodies and use cases as the API."""
