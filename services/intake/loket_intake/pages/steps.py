"""Pages to fill in a question, step by step; every input is saved, valid or not."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from fastapi.responses import JSONResponse

from loket_intake.domain.draft import Draft, FormFields, first_value
from loket_intake.domain.question import is_incident_report
from loket_intake.handlers.drafts import AlreadySubmittedError, load_draft, read_draft, save_draft
from loket_intake.handlers.rate_limits import AUTOSAVE_LIMIT
from loket_intake.pages.draft_versions import (
    PageState,
    is_out_of_order,
    is_stale,
    new_page_state,
    same_page_state,
    with_sent_fields,
    with_step_completed,
)
from loket_intake.pages.page_context import DraftId, PageContext, PageContextDep
from loket_intake.pages.question_form import (
    CHECK_SLUG,
    STEP_COUNT,
    FormStep,
    next_slug,
    number_of,
    previous_slug,
    row_numbers,
    step_named,
    to_question_json,
)
from loket_intake.pages.submit import redirect_to_confirmation
from loket_intake.pages.validation import errors_in_step
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError, NotFoundError
from loket_shared.http.route_rules import DOCUMENT_BYTES
from loket_shared.identity.pending_forms import keep_pending, typed_at
from loket_shared.local_time import DUTCH_TIME
from loket_shared.web.forms import Form
from loket_shared.web.page_context import redirect

router = APIRouter()

BACK = "back"
"""The form field of a step that was opened from the check of the whole question; saving leads back to the check."""

BACK_PARAMETER = "terug"
"""The query parameter of such a step."""

FURTHER = "further"
"""The form field with the group of which a further row is wanted."""

FURTHER_PARAMETER = "verder"
"""The query parameter with that group."""

GO = "_go"
"""The form field with the target of a button that does not require valid input."""

LATER, PREVIOUS, STAY = "later", "previous", "stay"

CHANGED_ELSEWHERE = BilingualText(
    nl="Niet bewaard: deze stap is in een ander venster gewijzigd. Druk op Bewaar en ga verder om te kiezen.",
    en="Not saved: this step was changed in another window. Press Save and go on to choose.",
)
ALREADY_SUBMITTED = BilingualText(
    nl="Niet bewaard: deze vraag is al ingediend. Druk op Bewaar en ga verder om uw tekst als bericht te versturen.",
    en="Not saved: this question was already handed in. Press Save and go on to send your text as a message.",
)


def _step(slug: str) -> FormStep:
    step = step_named(slug)
    if step is None:
        raise NotFoundError
    return step


StepDep = Annotated[FormStep, Depends(_step)]


@router.get("/concepten/{draft_id}/{slug}")
async def show(context: PageContextDep, draft_id: DraftId, step: StepDep) -> Response:
    """Show a step with what was typed before."""
    try:
        async with context.work() as work:
            draft = await read_draft(work, context.principal, draft_id)
    except AlreadySubmittedError as submitted:
        return await redirect_to_confirmation(context, submitted)
    return _page(context, step, draft, new_page_state(draft, step))


@router.post("/concepten/{draft_id}/{slug}", max_body_size=DOCUMENT_BYTES)
async def save(context: PageContextDep, draft_id: DraftId, step: StepDep) -> Response:
    """Save the input of a step, valid or not, and go where the button leads.

    Only going on requires valid input. If another page changed the step meanwhile, nothing is saved: the asker sees
    both texts and chooses. A script that saves while somebody types gets a sentence as JSON instead of a page.
    """
    sent = await context.form_fields()
    if context.request.headers.get("accept") == "application/json":
        return await _autosave(context, draft_id, step, sent)
    try:
        async with context.work() as work:
            draft = await load_draft(work, context.principal, draft_id)
            if is_stale(draft, step, sent, typed_at(context.request)):
                return _both_texts(context, step, await read_draft(work, context.principal, draft_id), sent)
            fields, errors = _merge(context, draft, step, sent)
            draft = await save_draft(work, context.principal, draft_id, fields)
    except AlreadySubmittedError as submitted:
        return await redirect_to_confirmation(context, submitted, step, sent)
    if errors and _goes_on(sent):
        return _page(context, step, draft, same_page_state(draft, step, sent), errors)
    return redirect(_target(draft, step, sent))


async def _autosave(context: PageContext, draft_id: UUID, step: FormStep, sent: FormFields) -> Response:
    """Save what a script sends while somebody types, and answer with a sentence as JSON."""
    AUTOSAVE_LIMIT.enforce(context.principal)
    try:
        async with context.work() as work:
            draft = await load_draft(work, context.principal, draft_id)
            if is_stale(draft, step, sent, typed_at(context.request)):
                return _json(context, CHANGED_ELSEWHERE, 409)
            if not is_out_of_order(draft, step, sent):
                fields, _ = _merge(context, draft, step, sent)
                draft = await save_draft(work, context.principal, draft_id, fields)
    except AlreadySubmittedError:
        return _json(context, ALREADY_SUBMITTED, 409)
    return _json(context, _saved_at(draft.changed_at))


def _merge(
    context: PageContext, draft: Draft, step: FormStep, sent: FormFields
) -> tuple[FormFields, tuple[FieldError, ...]]:
    """Return the fields of the draft with those of the step, and the errors in the step.

    A valid step that the asker leaves by going on counts as completed.
    """
    fields = with_sent_fields(draft, step, sent)
    errors = errors_in_step(step, fields, context.language, context.today)
    return (with_step_completed(fields, step) if _goes_on(sent) and not errors else fields), errors


def _goes_on(sent: FormFields) -> bool:
    return GO not in sent and FURTHER not in sent


def _target(draft: Draft, step: FormStep, sent: FormFields) -> str:
    """Return the address to which the pressed button leads."""
    base, go = f"/concepten/{draft.id}", first_value(sent, GO)
    if go == LATER:
        return "/vragen"
    if go == PREVIOUS:
        return f"{base}/{previous_slug(step) or step.slug}"
    if go == STAY:
        return f"{base}/{step.slug}"
    if group := first_value(sent, FURTHER):
        return f"{base}/{step.slug}?{FURTHER_PARAMETER}={quote(group)}#{quote(group)}"
    return f"{base}/{CHECK_SLUG if BACK in sent else next_slug(step)}"


def _both_texts(context: PageContext, step: FormStep, draft: Draft, sent: FormFields) -> Response:
    """Show the typed text beside the text that another page saved; sending it from here replaces the saved text."""
    keep_pending(context.request)
    shown = replace(draft, fields=with_sent_fields(draft, step, sent))
    return _page(context, step, shown, new_page_state(draft, step), saved=draft.fields)


def _page(
    context: PageContext,
    step: FormStep,
    draft: Draft,
    state: PageState,
    errors: tuple[FieldError, ...] = (),
    saved: FormFields | None = None,
) -> Response:
    """Return the page of a step; ``saved`` is what the draft holds if the page shows something else."""
    query = context.request.query_params
    return context.page(
        f"steps/{step.slug}.html",
        400 if errors else 409 if saved is not None else 200,
        form=Form(draft.fields, errors),
        draft=draft,
        state=state,
        step_slug=step.slug,
        saved=to_question_json(saved, context.language) if saved is not None else None,
        saved_day=first_value(saved or {}, "neededBy"),
        number=number_of(step),
        total=STEP_COUNT,
        back=BACK_PARAMETER in query,
        report=is_incident_report(first_value(draft.fields, "kind"), draft.fields.get("topics", ())),
        partners=row_numbers(draft.fields, "partners", query.get(FURTHER_PARAMETER) == "partners"),
        countries=row_numbers(draft.fields, "countries", query.get(FURTHER_PARAMETER) == "countries"),
    )


def _json(context: PageContext, text: BilingualText, status: int = 200) -> JSONResponse:
    return JSONResponse({"text": text.in_language(context.language)}, status)


def _saved_at(moment: datetime) -> BilingualText:
    local = moment.astimezone(DUTCH_TIME)
    return BilingualText(nl=f"Bewaard om {local:%H.%M}.", en=f"Saved at {local:%H:%M}.")
