"""Checking everything that was filled in, handing it in, and what was promised then."""

from fastapi import APIRouter, Response

from loket_intake.domain.draft import Draft
from loket_intake.domain.possible import Act, is_possible
from loket_intake.handlers.drafts import HandedIn, read_draft
from loket_intake.handlers.read_question import read_own_question
from loket_intake.handlers.submit_draft import submit_draft
from loket_intake.pages.anchors import anchor_of
from loket_intake.pages.checking import checked
from loket_intake.pages.drafting import DraftId
from loket_intake.pages.late import added_late, confirmation_of, send_on
from loket_intake.pages.question_form import as_question, is_report
from loket_intake.pages.steps import CHECK, TOTAL, step_of
from loket_intake.pages.visit import Visit, VisitDep, see
from loket_shared.failures import FieldError, InvalidInputError
from loket_shared.web.forms import Form

router = APIRouter()


@router.get(f"/concepten/{{draft_id}}/{CHECK}")
async def check(visit: VisitDep, draft_id: DraftId) -> Response:
    """Show everything that was filled in, each part with a way back to change it."""
    try:
        async with visit.work() as work:
            return _page(visit, await read_draft(work, visit.principal, draft_id))
    except HandedIn as late:
        return await send_on(visit, late)


@router.post(f"/concepten/{{draft_id}}/{CHECK}")
async def hand_in(visit: VisitDep, draft_id: DraftId) -> Response:
    """Hand the question in, or show what is still missing; sent twice it is handed in once."""
    try:
        async with visit.work() as work:
            draft = await read_draft(work, visit.principal, draft_id)
            try:
                new = checked(draft.typed, visit.language, visit.today)
            except InvalidInputError as refused:
                return _page(visit, draft, refused.errors)
            return see(confirmation_of(await submit_draft(work, visit.principal, draft_id, new)))
    except HandedIn as late:
        return await send_on(visit, late)


@router.get("/vragen/{reference}/ontvangen")
async def received(visit: VisitDep, reference: str) -> Response:
    """Confirm: the reference, and what happens next by when."""
    async with visit.work() as work:
        question = await read_own_question(work, visit.principal, reference)
    added = await added_late(visit, reference)
    return visit.page(
        "received.html",
        question=question,
        mailed=bool(visit.principal.email),
        added=added,
        form=Form.filled({"text": added}),
        may_add=is_possible(Act.SUPPLEMENT, question),
    )


def _page(visit: Visit, draft: Draft, errors: tuple[FieldError, ...] = ()) -> Response:
    return visit.page(
        "steps/controleren.html",
        400 if errors else 200,
        draft=draft,
        asked=as_question(draft.typed, visit.language),
        report=is_report(draft.typed),
        problems=[(error.text, step_of(error.field).slug, anchor_of(error.field, draft.typed)) for error in errors],
        anchor_of=anchor_of,
        number=TOTAL,
        total=TOTAL,
    )
