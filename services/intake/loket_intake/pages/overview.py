"""The lists of questions: a person's own, with the drafts, and those of a coordinator's institution."""

from fastapi import APIRouter, Response

from loket_intake.domain.access import require_asker
from loket_intake.domain.draft import LIFETIME, TooManyDraftsError
from loket_intake.handlers.drafts import AlreadySubmittedError, discard_draft, list_drafts, read_draft, start_draft
from loket_intake.handlers.read_questions import ListScope, list_questions
from loket_intake.pages.draft_versions import resume_address
from loket_intake.pages.page_context import DraftId, PageContext, PageContextDep
from loket_intake.pages.question_form import FORM_STEPS
from loket_intake.pages.submit import redirect_to_confirmation
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import NotFoundError
from loket_shared.http.paging import PageByMoment, PageRequest
from loket_shared.principal import Role
from loket_shared.web.form_keys import form_sending, sent_before
from loket_shared.web.page_context import redirect

router = APIRouter()


@router.get("/vragen")
async def own_questions(context: PageContextDep, page: PageByMoment) -> Response:
    """Show the reader's own questions; the first page shows the drafts too."""
    require_asker(context.principal)
    return await _own_questions_page(context, page)


async def _own_questions_page(
    context: PageContext, page: PageRequest, refused: BilingualText | None = None
) -> Response:
    """Return the page of the reader's own questions; ``refused`` says why no new draft was started."""
    async with context.work() as work:
        found = await list_questions(work, context.principal, page, ListScope.OWN)
        drafts = [] if page.after else await list_drafts(work, context.principal)
    return context.page(
        "own.html",
        409 if refused else 200,
        questions=found,
        drafts=drafts,
        resume_addresses={draft.id: resume_address(draft, context.language, context.today) for draft in drafts},
        is_first_page=page.after is None,
        refused=refused,
    )


@router.get("/instelling")
async def institution_questions(context: PageContextDep, page: PageByMoment) -> Response:
    """Show a coordinator the questions of the institution, without content.

    Raises:
        NotFoundError: the reader is no coordinator.
    """
    if context.principal.role is not Role.COORDINATOR:
        raise NotFoundError
    async with context.work() as work:
        found = await list_questions(work, context.principal, page, ListScope.INSTITUTION)
    return context.page("institution.html", questions=found, is_first_page=page.after is None)


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
        return await _own_questions_page(context, PageRequest(), refused.text)
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
