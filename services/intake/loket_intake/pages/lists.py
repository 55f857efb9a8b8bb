"""The lists of a person's own questions and drafts, and of the questions of a coordinator's institution."""

from fastapi import APIRouter, Response

from loket_intake.domain.access import require_asker
from loket_intake.handlers.drafts import list_drafts
from loket_intake.handlers.list_questions import ListScope, list_questions
from loket_intake.pages.draft_versions import resume_address
from loket_intake.pages.page_context import PageContext, PageContextDep
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import NotFoundError
from loket_shared.http.paging import PageByMoment, PageRequest
from loket_shared.principal import Role

router = APIRouter()


@router.get("/vragen")
async def own_questions(context: PageContextDep, page: PageByMoment) -> Response:
    """Show the reader's own questions; the first page shows the drafts too."""
    require_asker(context.principal)
    return await own_questions_page(context, page)


async def own_questions_page(context: PageContext, page: PageRequest, refused: BilingualText | None = None) -> Response:
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
