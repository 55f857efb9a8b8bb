"""Checking everything that was filled in, handing it in, and what was promised then."""

from fastapi import APIRouter, Response

from loket_intake.domain.allowed_actions import AskerAction, is_allowed
from loket_intake.domain.draft import Draft
from loket_intake.handlers.drafts import AlreadySubmittedError, read_draft
from loket_intake.handlers.read_question import read_own_question
from loket_intake.handlers.submit_draft import submit_draft
from loket_intake.pages.after_submission import confirmation_address, redirect_to_confirmation, text_typed_late
from loket_intake.pages.anchors import anchor_of
from loket_intake.pages.drafts import DraftId
from loket_intake.pages.form_steps import CHECK_SLUG, STEP_COUNT, step_with_field
from loket_intake.pages.page_context import PageContext, PageContextDep, redirect
from loket_intake.pages.question_form import is_report, to_question_json
from loket_intake.pages.validation import parse_question
from loket_shared.failures import FieldError, InvalidInput
from loket_shared.web.forms import Form

router = APIRouter()


@router.get(f"/concepten/{{draft_id}}/{CHECK_SLUG}")
async def check(context: PageContextDep, draft_id: DraftId) -> Response:
    """Show everything that was filled in, each part with a way back to change it."""
    try:
        async with context.work() as work:
            return _page(context, await read_draft(work, context.principal, draft_id))
    except AlreadySubmittedError as late:
        return await redirect_to_confirmation(context, late)


@router.post(f"/concepten/{{draft_id}}/{CHECK_SLUG}")
async def hand_in(context: PageContextDep, draft_id: DraftId) -> Response:
    """Hand the question in, or show what is still missing; sent twice it is handed in once."""
    try:
        async with context.work() as work:
            draft = await read_draft(work, context.principal, draft_id)
            try:
                new = parse_question(draft.fields, context.language, context.today)
            except InvalidInput as refused:
                return _page(context, draft, refused.errors)
            return redirect(confirmation_address(await submit_draft(work, context.principal, draft_id, new)))
    except AlreadySubmittedError as late:
        return await redirect_to_confirmation(context, late)


@router.get("/vragen/{reference}/ontvangen")
async def received(context: PageContextDep, reference: str) -> Response:
    """Confirm: the reference, and what happens next by when."""
    async with context.work() as work:
        question = await read_own_question(work, context.principal, reference)
    added = await text_typed_late(context, reference)
    return context.page(
        "received.html",
        question=question,
        mailed=bool(context.principal.email),
        added=added,
        form=Form.filled({"text": added}),
        may_add=is_allowed(AskerAction.SUPPLEMENT, question),
    )


def _page(context: PageContext, draft: Draft, errors: tuple[FieldError, ...] = ()) -> Response:
    return context.page(
        "steps/controleren.html",
        400 if errors else 200,
        draft=draft,
        asked=to_question_json(draft.fields, context.language),
        report=is_report(draft.fields),
        problems=[
            (error.text, step_with_field(error.field).slug, anchor_of(error.field, draft.fields)) for error in errors
        ],
        anchor_of=anchor_of,
        number=STEP_COUNT,
        total=STEP_COUNT,
    )
