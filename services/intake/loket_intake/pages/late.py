"""A page of a draft is asked for, or sent, after its question was handed in: Back leads there."""

from collections.abc import Iterator
from typing import Any

from fastapi import Response

from loket_intake.domain.draft import Typed
from loket_intake.domain.question import Question
from loket_intake.handlers.drafts import HandedIn
from loket_intake.handlers.read_question import read_own_question
from loket_intake.pages.question_form import PARTNER_PARTS, as_question
from loket_intake.pages.steps import Step
from loket_intake.pages.visit import Visit, see
from loket_intake.pages.vocabulary import Vocabulary
from loket_shared.contracts.texts import BilingualText
from loket_shared.text_types import with_even_line_ends
from loket_shared.web.unsent_forms import keep_unsent, unsent_on

_LABELS = {
    "kind": BilingualText(nl="Vraag of melding", en="Question or report"),
    "topics": BilingualText(nl="Onderwerpen", en="Topics"),
    "subject": BilingualText(nl="Samenvatting", en="Summary"),
    "description": BilingualText(nl="Beschrijving", en="Description"),
    "fields": BilingualText(nl="Vakgebieden", en="Fields of knowledge"),
    "countries": BilingualText(nl="Landen", en="Countries"),
    "partners": BilingualText(nl="Partner", en="Partner"),
    "neededBy": BilingualText(nl="Antwoord nodig op", en="Answer needed by"),
}
"""What may be added in words; consent is given on the page of the question."""

_KINDS = {
    "question": BilingualText(nl="Vraag", en="Question"),
    "incident": BilingualText(nl="Melding van een incident", en="Report of an incident"),
}


def page_of(reference: str) -> str:
    """Return the address of the page of a question."""
    return f"/vragen/{reference}"


def confirmation_of(reference: str) -> str:
    """Return the address of the page that confirms a question."""
    return f"{page_of(reference)}/ontvangen"


async def send_on(visit: Visit, late: HandedIn, step: Step | None = None, sent: Typed | None = None) -> Response:
    """Send the browser to the confirmation; what was typed at ``step`` after all waits there, to be sent as a reply."""
    answer = see(confirmation_of(late.reference))
    if step is None or not sent:
        return answer
    async with visit.work() as work:
        question = await read_own_question(work, visit.principal, late.reference)
    if text := _added(question, step, sent, visit):
        await keep_unsent(visit.request, answer, {"text": (text,)}, page_of(late.reference))
    return answer


async def added_late(visit: Visit, reference: str) -> str:
    """Return what was typed in the form after the question was handed in; empty where nothing was."""
    return next(iter((await unsent_on(visit.request, page_of(reference))).get("text", ())), "")


def _added(question: Question, step: Step, sent: Typed, visit: Visit) -> str:
    """Return what ``sent`` holds at ``step`` and the question does not, as a text."""
    before = question.content.model_dump(mode="json", by_alias=True)
    now = as_question(sent, visit.language)
    vocabulary = Vocabulary(visit.language)
    lines = [
        (_LABELS[field].in_language(visit.language), text)
        for field in step.fields
        if field in _LABELS
        for text in _texts(field, before.get(field), now[field], vocabulary)
    ]
    return lines[0][1] if len(lines) == 1 else "\n".join(f"{label}: {text}" for label, text in lines)


def _texts(field: str, before: Any, now: Any, vocabulary: Vocabulary) -> Iterator[str]:
    if field == "partners":
        known = [[partner.get(part) for part in PARTNER_PARTS] for partner in before or ()]
        for partner in now:
            if [partner[part] for part in PARTNER_PARTS] not in known:
                yield ", ".join(_partner(partner, vocabulary))
        return
    if not now or _even(now) == _even(before):
        return
    lists = {"topics": vocabulary.topics, "fields": vocabulary.fields, "countries": vocabulary.countries}
    if field in lists:
        yield ", ".join(vocabulary.names(lists[field], now))
    elif field == "kind":
        yield vocabulary.words(_KINDS[now]) if now in _KINDS else now
    else:
        yield now


def _partner(partner: dict[str, str | None], vocabulary: Vocabulary) -> Iterator[str]:
    lists = {"type": vocabulary.partner_types, "country": vocabulary.countries}
    for part in PARTNER_PARTS:
        if value := partner[part]:
            yield vocabulary.names(lists[part], [value])[0] if part in lists else value


def _even(value: Any) -> Any:
    return with_even_line_ends(value).strip() if isinstance(value, str) else value
