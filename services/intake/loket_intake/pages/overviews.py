"""Lists: one's own questions and drafts, and a coordinator's view of the institution's."""

from fastapi import APIRouter, Response

from loket_intake.domain.access import require_asker
from loket_intake.handlers.drafts import list_drafts
from loket_intake.handlers.list_questions import Which, list_questions
from loket_intake.pages.keeping import resumed_at
from loket_intake.pages.visit import Visit, VisitDep
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import NotFoundError
from loket_shared.http.paging import PageByMoment, PageRequest
from loket_shared.principal import Role

router = APIRouter()


@router.get("/vragen")
async def own(visit: VisitDep, page: PageByMoment) -> Response:
    """Show somebody's own questions, and above the newest the drafts."""
    require_asker(visit.principal)
    return await own_questions(visit, page)


async def own_questions(visit: Visit, page: PageRequest, refused: BilingualText | None = None) -> Response:
    """Return the page of somebody's own questions; ``refused`` says why there is not one more draft."""
    async with visit.work() as work:
        found = await list_questions(work, visit.principal, page, Which.OWN)
        drafts = [] if page.after else await list_drafts(work, visit.principal)
    resumed = {draft.id: resumed_at(draft, visit.language, visit.today) for draft in drafts}
    shown = {"found": found, "drafts": drafts, "resumed": resumed, "first": page.after is None, "refused": refused}
    return visit.page("own.html", 409 if refused else 200, **shown)


@router.get("/instelling")
async def institution(visit: VisitDep, page: PageByMoment) -> Response:
    """Show a coordinator the questions of the institution, without content.

    Raises:
        NotFound: for everybody else.
    """
    if visit.principal.role is not Role.COORDINATOR:
        raise NotFoundError
    async with visit.work() as work:
        found = await list_questions(work, visit.principal, page, Which.INSTITUTION)
    return visit.page("institution.html", found=found, first=page.after is None)
