"""Checking everything that was filled in, handing it in, and what was promised then."""

from fastapi import APIRouter, Response

from loket_intake.domain.draft import Draft
from loket_intake.handlers.drafts import read_draft
from loket_intake.handlers.read_question import read_own_question
from loket_intake.handlers.submit_draft import find_handed_in, submit_draft
from loket_intake.pages.checking import checked
from loket_intake.pages.drafting import DraftId
from loket_intake.pages.question_form import as_question, is_report
from loket_intake.pages.steps import CHECK, TOTAL, step_of
from loket_intake.pages.visit import Visit, VisitDep, see
from loket_shared.failures import FieldError, InvalidInput, NotFound

router = APIRouter()


@router.get(f"/concepten/{{draft_id}}/{CHECK}")
async def check(visit: VisitDep, draft_id: DraftId) -> Response:
    """Show everything that was filled in, each part with a way back to change it."""
    async with visit.work() as work:
        return _page(visit, await read_draft(work, visit.principal, draft_id))


@router.post(f"/concepten/{{draft_id}}/{CHECK}")
async def hand_in(visit: VisitDep, draft_id: DraftId) -> Response:
    """Hand the question in, or show what is still missing; sent twice it is handed in once."""
    async with visit.work() as work:
        try:
            draft = await read_draft(work, visit.principal, draft_id)
        except NotFound:
            return see(_confirmation(await find_handed_in(work, visit.principal, draft_id)))
        try:
            new = checked(draft.typed, visit.language, visit.today)
        except InvalidInput as refused:
            return _page(visit, draft, refused.errors)
        return see(_confirmation(await submit_draft(work, visit.principal, draft_id, new)))


@router.get("/vragen/{reference}/ontvangen")
async def received(visit: VisitDep, reference: str) -> Response:
    """Confirm: the reference, and what happens next by when."""
    async with visit.work() as work:
        question = await read_own_question(work, visit.principal, reference)
    return visit.page("received.html", question=question, mailed=bool(visit.principal.email))


def _confirmation(reference: str) -> str:
    return f"/vragen/{reference}/ontvangen"


def _page(visit: Visit, draft: Draft, errors: tuple[FieldError, ...] = ()) -> Response:
    return visit.page(
        "steps/controleren.html",
        400 if errors else 200,
        draft=draft,
        asked=as_question(draft.typed, visit.language),
        report=is_report(draft.typed),
        problems=[(error.text, step_of(error.field).slug) for error in errors],
        number=TOTAL,
        total=TOTAL,
    )
