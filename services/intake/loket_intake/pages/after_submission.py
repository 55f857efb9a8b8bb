"""Handles pages of a draft that come after its question was submitted, for instance with the Back button."""

from collections.abc import Iterator
from typing import Any

from fastapi import Response

from loket_intake.domain.draft import FormFields
from loket_intake.domain.question import Question
from loket_intake.handlers.drafts import AlreadySubmittedError
from loket_intake.handlers.read_questions import read_own_question
from loket_intake.pages.labels import Labels
from loket_intake.pages.page_context import PageContext
from loket_intake.pages.question_form import PARTNER_PARTS, FormStep, to_question_json
from loket_shared.contracts.texts import BilingualText
from loket_shared.text_types import with_even_line_ends
from loket_shared.web.page_context import redirect
from loket_shared.web.unsent_forms import keep_unsent, unsent_on

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


def question_address(reference: str) -> str:
    """Return the address of the page of a question."""
    return f"/vragen/{reference}"


def confirmation_address(reference: str) -> str:
    """Return the address of the page that confirms a submission."""
    return f"{question_address(reference)}/ontvangen"


async def redirect_to_confirmation(
    context: PageContext,
    submitted: AlreadySubmittedError,
    step: FormStep | None = None,
    sent: FormFields | None = None,
) -> Response:
    """Redirect to the confirmation; text that was typed at ``step`` after the submission becomes a reply there."""
    answer = redirect(confirmation_address(submitted.reference))
    if step is None or not sent:
        return answer
    async with context.work() as work:
        question = await read_own_question(work, context.principal, submitted.reference)
    if text := _new_text(question, step, sent, context):
        await keep_unsent(context.request, answer, {"text": (text,)}, question_address(submitted.reference))
    return answer


async def text_typed_late(context: PageContext, reference: str) -> str:
    """Return the text that was typed in the form after the submission; empty if there is none."""
    return next(iter((await unsent_on(context.request, question_address(reference))).get("text", ())), "")


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
