"""Start and discard a draft."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from loket_intake.domain.access import require_asker
from loket_intake.domain.draft import LIFETIME, TooManyDraftsError
from loket_intake.handlers.drafts import AlreadySubmittedError, discard_draft, read_draft, start_draft
from loket_intake.pages.after_submission import redirect_to_confirmation
from loket_intake.pages.draft_versions import resume_address
from loket_intake.pages.form_steps import FORM_STEPS
from loket_intake.pages.lists import own_questions_page
from loket_intake.pages.page_context import PageContextDep
from loket_shared.failures import NotFoundError
from loket_shared.http.paging import PageRequest
from loket_shared.web.form_keys import form_sending, sent_before
from loket_shared.web.page_context import redirect

router = APIRouter()


def _draft_id(draft_id: str) -> UUID:
    try:
        return UUID(draft_id)
    except ValueError:
        raise NotFoundError from None


DraftId = Annotated[UUID, Depends(_draft_id)]


@router.get("/vragen/nieuw")
async def read_first(context: PageContextDep) -> Response:
    """Show the page to read before filling in the form."""
    require_asker(context.principal)
    return context.page("read_first.html", days=LIFETIME.days)


@router.post("/vragen/nieuw")
async def start(context: PageContextDep) -> Response:
    """Start a draft; if there are too many, show them."""
    sending = await form_sending(context.principal, context.request, {})
    try:
        async with context.work() as work:
            draft = await start_draft(work, context.principal, {}, sending)
    except TooManyDraftsError as refused:
        return await own_questions_page(context, PageRequest(), refused.text)
    return redirect(f"/concepten/{draft.id}/{FORM_STEPS[0].slug}")


@router.get("/concepten/{draft_id}/verwijderen")
async def ask_before_discarding(context: PageContextDep, draft_id: DraftId) -> Response:
    """Ask for a confirmation: a discarded draft cannot be brought back."""
    try:
        async with context.work() as work:
            draft = await read_draft(work, context.principal, draft_id)
    except AlreadySubmittedError as submitted:
        return await redirect_to_confirmation(context, submitted)
    return context.page(
        "discard.html", draft=draft, resume_address=resume_address(draft, context.language, context.today)
    )


@router.post("/concepten/{draft_id}/verwijderen")
async def discard(context: PageContextDep, draft_id: DraftId) -> Response:
    """Delete a draft."""
    try:
        async with context.work() as work:
            if not await sent_before(work, context.principal, context.request, str(draft_id), {}):
                await discard_draft(work, context.principal, draft_id)
    except AlreadySubmittedError as submitted:
        return await redirect_to_confirmation(context, submitted)
    return redirect("/vragen")
