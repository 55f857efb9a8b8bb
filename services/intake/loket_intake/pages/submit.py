"""Pages to check a question, to submit it, and to confirm the submission.

A page of the draft that comes later, for instance with the Back button, leads to the confirmation.
"""

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Response

from loket_intake.domain.draft import Draft, FormFields, first_value
from loket_intake.domain.question import AskerAction, Question, is_allowed, is_incident_report
from loket_intake.handlers.drafts import AlreadySubmittedError, read_draft
from loket_intake.handlers.read_questions import read_own_question
from loket_intake.handlers.submit_question import submit_draft
from loket_intake.pages.labels import Labels
from loket_intake.pages.page_context import DraftId, PageContext, PageContextDep
from loket_intake.pages.question_form import (
    CHECK_SLUG,
    PARTNER_PARTS,
    STEP_COUNT,
    FormStep,
    anchor_of,
    step_with_field,
    to_question_json,
)
from loket_intake.pages.validation import parse_question
from loket_intake.views import promise_text
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError, InvalidInputError
from loket_shared.text_types import with_even_line_ends
from loket_shared.web.forms import Form
from loket_shared.web.page_context import redirect
from loket_shared.web.unsent_forms import keep_unsent, unsent_on

router = APIRouter()

_FIELD_LABELS = {
    "kind": BilingualText(nl="Vraag of melding", en="Question or report"),
    "topics": BilingualText(nl="Onderwerpen", en="Topics"),
    "subject": BilingualText(nl="Samenvatting", en="Summary"),
    "description": BilingualText(nl="Beschrijving", en="Description"),
    "fields": BilingualText(nl="Vakgebieden", en="Fields of knowledge"),
    "countries": BilingualText(nl="Landen", en="Countries"),
    "partners": BilingualText(nl="Partner", en="Partner"),
    "neededBy": BilingualText(nl="Antwoord nodig op", en="Answer needed by"),
}
"""The fields that may be added as a text; consent is given on the page of the question."""

_KINDS = {
    "question": BilingualText(nl="Vraag", en="Question"),
    "incident": BilingualText(nl="Melding van een incident", en="Report of an incident"),
}


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
            return redirect(_confirmation_address(await submit_draft(work, context.principal, draft_id, body)))
    except AlreadySubmittedError as submitted:
        return await redirect_to_confirmation(context, submitted)


@router.get("/vragen/{reference}/ontvangen")
async def confirm(context: PageContextDep, reference: str) -> Response:
    """Confirm the submission: show the reference and the promise."""
    async with context.work() as work:
        question = await read_own_question(work, context.principal, reference)
    late = await _text_typed_late(context, reference)
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


def _question_address(reference: str) -> str:
    """Return the address of the page of a question."""
    return f"/vragen/{reference}"


def _confirmation_address(reference: str) -> str:
    """Return the address of the page that confirms a submission."""
    return f"{_question_address(reference)}/ontvangen"


async def redirect_to_confirmation(
    context: PageContext,
    submitted: AlreadySubmittedError,
    step: FormStep | None = None,
    sent: FormFields | None = None,
) -> Response:
    """Redirect to the confirmation; text that was typed at ``step`` after the submission becomes a reply there."""
    answer = redirect(_confirmation_address(submitted.reference))
    if step is None or not sent:
        return answer
    async with context.work() as work:
        question = await read_own_question(work, context.principal, submitted.reference)
    if text := _new_text(question, step, sent, context):
        await keep_unsent(context.request, answer, {"text": (text,)}, _question_address(submitted.reference))
    return answer


async def _text_typed_late(context: PageContext, reference: str) -> str:
    """Return the text that was typed in the form after the submission; empty if there is none."""
    return next(iter((await unsent_on(context.request, _question_address(reference))).get("text", ())), "")


def _new_text(question: Question, step: FormStep, sent: FormFields, context: PageContext) -> str:
    """Return the values of ``sent`` at ``step`` that the question does not have, as one text."""
    before = question.content.model_dump(mode="json", by_alias=True)
    now = to_question_json(sent, context.language)
    labels = Labels(context.language, context.today)
    lines = [
        (_FIELD_LABELS[field].in_language(context.language), text)
        for field in step.fields
        if field in _FIELD_LABELS
        for text in _new_values(field, before.get(field), now[field], labels, context)
    ]
    return lines[0][1] if len(lines) == 1 else "\n".join(f"{label}: {text}" for label, text in lines)


def _new_values(field: str, before: Any, now: Any, labels: Labels, context: PageContext) -> Iterator[str]:
    if field == "partners":
        known = [[partner.get(part) for part in PARTNER_PARTS] for partner in before or ()]
        for partner in now:
            if [partner[part] for part in PARTNER_PARTS] not in known:
                yield ", ".join(_partner(partner, labels))
        return
    if not now or _normalize(now) == _normalize(before):
        return
    lists = {"topics": labels.topics, "fields": labels.fields, "countries": labels.countries}
    if field in lists:
        yield ", ".join(labels.names(lists[field], now))
    elif field == "kind":
        yield _KINDS[now].in_language(context.language) if now in _KINDS else now
    else:
        yield now


def _partner(partner: dict[str, str | None], labels: Labels) -> Iterator[str]:
    lists = {"type": labels.partner_types, "country": labels.countries}
    for part in PARTNER_PARTS:
        if value := partner[part]:
            yield labels.names(lists[part], [value])[0] if part in lists else value


def _normalize(value: Any) -> Any:
    return with_even_line_ends(value).strip() if isinstance(value, str) else value
