"""Beginning and discarding a draft."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from loket_intake.domain.access import require_asker
from loket_intake.domain.draft import LIFETIME, TooManyDrafts
from loket_intake.handlers.drafts import HandedIn, discard_draft, read_draft, start_draft
from loket_intake.pages.keeping import resumed_at
from loket_intake.pages.late import send_on
from loket_intake.pages.overviews import own_questions
from loket_intake.pages.steps import STEPS
from loket_intake.pages.visit import VisitDep, see
from loket_shared.failures import NotFoundError
from loket_shared.http.paging import PageRequest
from loket_shared.web.form_keys import form_sending, sent_before

router = APIRouter()


def _draft_id(draft_id: str) -> UUID:
    try:
        return UUID(draft_id)
    except ValueError:
        raise NotFoundError from None


DraftId = Annotated[UUID, Depends(_draft_id)]


@router.get("/vragen/nieuw")
async def read_first(visit: VisitDep) -> Response:
    """Show what should be known before anything is typed."""
    require_asker(visit.principal)
    return visit.page("read_first.html", days=LIFETIME.days)


@router.post("/vragen/nieuw")
async def begin(visit: VisitDep) -> Response:
    """Begin a draft, or show those that are in the way of one more."""
    sending = await form_sending(visit.principal, visit.request, {})
    try:
        async with visit.work() as work:
            draft = await start_draft(work, visit.principal, {}, sending)
    except TooManyDrafts as refused:
        return await own_questions(visit, PageRequest(), refused.text)
    return see(f"/concepten/{draft.id}/{STEPS[0].slug}")


@router.get("/concepten/{draft_id}/verwijderen")
async def ask_before_discarding(visit: VisitDep, draft_id: DraftId) -> Response:
    """Ask whether the draft may go: what was typed in it cannot be brought back."""
    try:
        async with visit.work() as work:
            draft = await read_draft(work, visit.principal, draft_id)
    except HandedIn as late:
        return await send_on(visit, late)
    return visit.page("discard.html", draft=draft, resumed=resumed_at(draft, visit.language, visit.today))


@router.post("/concepten/{draft_id}/verwijderen")
async def discard(visit: VisitDep, draft_id: DraftId) -> Response:
    """Delete a draft."""
    try:
        async with visit.work() as work:
            if not await sent_before(work, visit.principal, visit.request, str(draft_id), {}):
                await discard_draft(work, visit.principal, draft_id)
    except HandedIn as late:
        return await send_on(visit, late)
    return see("/vragen")
