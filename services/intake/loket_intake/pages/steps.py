"""Filling in a question, step by step; whatever is typed is kept, right or wrong."""

from dataclasses import replace
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Response

from loket_intake.domain.draft import Draft, FormFields, first_value
from loket_intake.handlers.drafts import AlreadySubmittedError, open_to_change, read_draft, save_draft
from loket_intake.handlers.rate_limits import AUTOSAVE_LIMIT
from loket_intake.pages.after_submission import redirect_to_confirmation
from loket_intake.pages.draft_versions import (
    PageState,
    is_out_of_order,
    is_stale,
    new_page_state,
    same_page_state,
    with_sent_fields,
    with_step_completed,
)
from loket_intake.pages.drafts import DraftId
from loket_intake.pages.form_steps import (
    CHECK_SLUG,
    STEP_COUNT,
    FormStep,
    next_slug,
    number_of,
    previous_slug,
    step_named,
)
from loket_intake.pages.page_context import PageContext, PageContextDep, redirect
from loket_intake.pages.question_form import is_report, row_numbers, to_question_json
from loket_intake.pages.saying import ALREADY_HANDED_IN, CHANGED_ELSEWHERE, said, saved_at, wants_json
from loket_intake.pages.validation import errors_in_step
from loket_shared.failures import FieldError, NotFound
from loket_shared.http.body_sizes import WHOLE_DOCUMENT
from loket_shared.identity.stash import keep_stashed, typed_at
from loket_shared.web.forms import Form

router = APIRouter()

BACK = "back"
"""Marks that the step was opened to change one thing, after which the check follows again."""

FURTHER = "further"
"""Names the group of fields of which a further row is wanted."""

GO = "_go"
"""Names where a button leads that does not ask that what was typed is right."""

LATER, PREVIOUS, STAY = "later", "previous", "stay"


def _step(slug: str) -> FormStep:
    step = step_named(slug)
    if step is None:
        raise NotFound
    return step


StepDep = Annotated[FormStep, Depends(_step)]


@router.get("/concepten/{draft_id}/{slug}")
async def show_step(context: PageContextDep, draft_id: DraftId, step: StepDep) -> Response:
    """Show a step with what was typed before."""
    try:
        async with context.work() as work:
            draft = await read_draft(work, context.principal, draft_id)
    except AlreadySubmittedError as late:
        return await redirect_to_confirmation(context, late)
    return _page(context, step, draft, new_page_state(draft, step))


@router.post("/concepten/{draft_id}/{slug}", max_body_size=WHOLE_DOCUMENT)
async def fill_in(context: PageContextDep, draft_id: DraftId, step: StepDep) -> Response:
    """Keep what was typed at a step, right or wrong, and go where the button leads.

    Going on asks that it is right. Where another page changed the step in between nothing is kept: the
    visitor sees both texts and chooses.
    """
    sent = await context.sent()
    if by_script := wants_json(context.request):
        await AUTOSAVE_LIMIT.count(context.principal)
    try:
        async with context.work() as work:
            draft = await open_to_change(work, context.principal, draft_id)
            if is_stale(draft, step, sent, typed_at(context.request)):
                if by_script:
                    return said(context, CHANGED_ELSEWHERE, 409)
                return _both(context, step, await read_draft(work, context.principal, draft_id), sent)
            if by_script and is_out_of_order(draft, step, sent):
                return said(context, saved_at(draft.changed_at))
            typed = with_sent_fields(draft, step, sent)
            errors = errors_in_step(step, typed, context.language, context.today)
            onward = GO not in sent and FURTHER not in sent
            typed = with_step_completed(typed, step) if onward and not errors else typed
            draft = await save_draft(work, context.principal, draft_id, typed)
    except AlreadySubmittedError as late:
        return (
            said(context, ALREADY_HANDED_IN, 409)
            if by_script
            else await redirect_to_confirmation(context, late, step, sent)
        )
    if by_script:
        return said(context, saved_at(draft.changed_at))
    if onward and errors:
        return _page(context, step, draft, same_page_state(draft, step, sent), errors)
    return redirect(_following(draft, step, sent))


def _following(draft: Draft, step: FormStep, sent: FormFields) -> str:
    """Return where the button leads that was pressed."""
    base, go = f"/concepten/{draft.id}", first_value(sent, GO)
    if go == LATER:
        return "/vragen"
    if go == PREVIOUS:
        return f"{base}/{previous_slug(step) or step.slug}"
    if go == STAY:
        return f"{base}/{step.slug}"
    if group := first_value(sent, FURTHER):
        return f"{base}/{step.slug}?{FURTHER}={quote(group)}#{quote(group)}"
    return f"{base}/{CHECK_SLUG if BACK in sent else next_slug(step)}"


def _both(context: PageContext, step: FormStep, draft: Draft, sent: FormFields) -> Response:
    """Show what was typed, and beside it what another page kept; what is sent from here goes over that."""
    keep_stashed(context.request)
    shown = replace(draft, fields=with_sent_fields(draft, step, sent))
    return _page(context, step, shown, new_page_state(draft, step), kept=draft.fields)


def _page(
    context: PageContext,
    step: FormStep,
    draft: Draft,
    sheet: PageState,
    errors: tuple[FieldError, ...] = (),
    kept: FormFields | None = None,
) -> Response:
    """Return the page; ``kept`` is what the draft holds where the page shows something else."""
    asked = context.request.query_params
    return context.page(
        f"steps/{step.slug}.html",
        400 if errors else 409 if kept is not None else 200,
        form=Form(draft.fields, errors),
        draft=draft,
        sheet=sheet,
        step_slug=step.slug,
        kept=to_question_json(kept, context.language) if kept is not None else None,
        kept_day=first_value(kept or {}, "neededBy"),
        number=number_of(step),
        total=STEP_COUNT,
        back=BACK in asked,
        report=is_report(draft.fields),
        partners=row_numbers(draft.fields, "partners", asked.get(FURTHER) == "partners"),
        countries=row_numbers(draft.fields, "countries", asked.get(FURTHER) == "countries"),
    )
