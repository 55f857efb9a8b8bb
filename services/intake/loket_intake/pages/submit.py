"""Pages to check a question, to submit it, and to confirm the submission."""

from fastapi import APIRouter, Response

from loket_intake.domain.draft import Draft, first_value
from loket_intake.domain.question import AskerAction, is_allowed, is_incident_report
from loket_intake.handlers.drafts import AlreadySubmittedError, read_draft
from loket_intake.handlers.read_questions import read_own_question
from loket_intake.handlers.submit_question import submit_draft
from loket_intake.pages.after_submission import confirmation_address, redirect_to_confirmation, text_typed_late
from loket_intake.pages.overview import DraftId
from loket_intake.pages.page_context import PageContext, PageContextDep
from loket_intake.pages.question_form import CHECK_SLUG, STEP_COUNT, anchor_of, step_with_field, to_question_json
from loket_intake.pages.validation import parse_question
from loket_intake.views import promise_text
from loket_shared.failures import FieldError, InvalidInputError
from loket_shared.web.forms import Form
from loket_shared.web.page_context import redirect

router = APIRouter()


@router.get(f"/concepten/{{draft_id}}/{CHECK_SLUG}")
async def check(context: PageContextDep, draft_id: DraftId) -> Response:
    """Show the whole question, each part with a link to change it."""
    try:
        async with context.work() as work:
            return _page(context, await read_draft(work, context.principal, draft_id))
    except AlreadySubmittedError as submitted:
        return await redirect_to_confirmation(context, submitted)


@router.post(f"/concepten/{{draft_id}}/{CHECK_SLUG}")
async def submit(context: PageContextDep, draft_id: DraftId) -> Response:
    """Submit the question, or show what is wrong; a form that is sent twice submits once."""
    try:
        async with context.work() as work:
            draft = await read_draft(work, context.principal, draft_id)
            try:
                body = parse_question(draft.fields, context.language, context.today)
            except InvalidInputError as refused:
                return _page(context, draft, refused.errors)
            return redirect(confirmation_address(await submit_draft(work, context.principal, draft_id, body)))
    except AlreadySubmittedError as submitted:
        return await redirect_to_confirmation(context, submitted)


@router.get("/vragen/{reference}/ontvangen")
async def confirm(context: PageContextDep, reference: str) -> Response:
    """Confirm the submission: show the reference and the promise."""
    async with context.work() as work:
        question = await read_own_question(work, context.principal, reference)
    late = await text_typed_late(context, reference)
    return context.page(
        "received.html",
        question=question,
        promise=promise_text(question.promise),
        mailed=bool(context.principal.email),
        late=late,
        form=Form.filled({"text": late}),
        may_add=is_allowed(AskerAction.SUPPLEMENT, question),
    )


def _page(context: PageContext, draft: Draft, errors: tuple[FieldError, ...] = ()) -> Response:
    fields = draft.fields
    return context.page(
        "steps/controleren.html",
        400 if errors else 200,
        draft=draft,
        asked=to_question_json(fields, context.language),
        report=is_incident_report(first_value(fields, "kind"), fields.get("topics", ())),
        problems=[(error.text, step_with_field(error.field).slug, anchor_of(error.field, fields)) for error in errors],
        anchor_of=anchor_of,
        number=STEP_COUNT,
        total=STEP_COUNT,
    )
