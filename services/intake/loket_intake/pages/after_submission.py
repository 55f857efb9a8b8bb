"""A page of a draft is asked for, or sent, after its question was handed in: Back leads there."""

from collections.abc import Iterator
from typing import Any

from fastapi import Response

from loket_intake.domain.draft import FormFields
from loket_intake.domain.question import Question
from loket_intake.handlers.drafts import AlreadySubmittedError
from loket_intake.handlers.read_question import read_own_question
from loket_intake.pages.form_steps import FormStep
from loket_intake.pages.labels import Labels
from loket_intake.pages.page_context import PageContext, redirect
from loket_intake.pages.question_form import PARTNER_PARTS, to_question_json
from loket_shared.contracts.texts import Text
from loket_shared.text_types import with_even_line_ends
from loket_shared.web.unsent import keep_unsent, unsent_on

_LABELS = {
    "kind": Text(nl="Vraag of melding", en="Question or report"),
    "topics": Text(nl="Onderwerpen", en="Topics"),
    "subject": Text(nl="Samenvatting", en="Summary"),
    "description": Text(nl="Beschrijving", en="Description"),
    "fields": Text(nl="Vakgebieden", en="Fields of knowledge"),
    "countries": Text(nl="Landen", en="Countries"),
    "partners": Text(nl="Partner", en="Partner"),
    "neededBy": Text(nl="Antwoord nodig op", en="Answer needed by"),
}
"""What may be added in words; consent is given on the page of the question."""

_KINDS = {
    "question": Text(nl="Vraag", en="Question"),
    "incident": Text(nl="Melding van een incident", en="Report of an incident"),
}


def question_address(reference: str) -> str:
    """Return the address of the page of a question."""
    return f"/vragen/{reference}"


def confirmation_address(reference: str) -> str:
    """Return the address of the page that confirms a question."""
    return f"{question_address(reference)}/ontvangen"


async def redirect_to_confirmation(
    context: PageContext, late: AlreadySubmittedError, step: FormStep | None = None, sent: FormFields | None = None
) -> Response:
    """Send the browser to the confirmation; what was typed at ``step`` after all waits there, to be sent as a reply."""
    answer = redirect(confirmation_address(late.reference))
    if step is None or not sent:
        return answer
    async with context.work() as work:
        question = await read_own_question(work, context.principal, late.reference)
    if text := _added(question, step, sent, context):
        await keep_unsent(context.request, answer, {"text": (text,)}, question_address(late.reference))
    return answer


async def text_typed_late(context: PageContext, reference: str) -> str:
    """Return what was typed in the form after the question was handed in; empty where nothing was."""
    return next(iter((await unsent_on(context.request, question_address(reference))).get("text", ())), "")


def _added(question: Question, step: FormStep, sent: FormFields, context: PageContext) -> str:
    """Return what ``sent`` holds at ``step`` and the question does not, as a text."""
    before = question.content.model_dump(mode="json", by_alias=True)
    now = to_question_json(sent, context.language)
    labels = Labels(context.language)
    lines = [
        (_LABELS[field].in_language(context.language), text)
        for field in step.fields
        if field in _LABELS
        for text in _texts(field, before.get(field), now[field], labels)
    ]
    return lines[0][1] if len(lines) == 1 else "\n".join(f"{label}: {text}" for label, text in lines)


def _texts(field: str, before: Any, now: Any, labels: Labels) -> Iterator[str]:
    if field == "partners":
        known = [[partner.get(part) for part in PARTNER_PARTS] for partner in before or ()]
        for partner in now:
            if [partner[part] for part in PARTNER_PARTS] not in known:
                yield ", ".join(_partner(partner, labels))
        return
    if not now or _even(now) == _even(before):
        return
    lists = {"topics": labels.topics, "fields": labels.fields, "countries": labels.countries}
    if field in lists:
        yield ", ".join(labels.names(lists[field], now))
    elif field == "kind":
        yield labels.words(_KINDS[now]) if now in _KINDS else now
    else:
        yield now


def _partner(partner: dict[str, str | None], labels: Labels) -> Iterator[str]:
    lists = {"type": labels.partner_types, "country": labels.countries}
    for part in PARTNER_PARTS:
        if value := partner[part]:
            yield labels.names(lists[part], [value])[0] if part in lists else value


def _even(value: Any) -> Any:
    return with_even_line_ends(value).strip() if isinstance(value, str) else value
