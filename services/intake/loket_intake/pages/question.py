"""The page of an own question: its status, its messages, and the forms of the actions that are still allowed."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from fastapi import APIRouter, Response

from loket_intake.domain.draft import FormFields, first_value
from loket_intake.domain.input_errors import parse_input
from loket_intake.domain.question import AskerAction, Question, is_allowed
from loket_intake.handlers.asker_actions import (
    FeedbackBody,
    SupplementBody,
    WithdrawalBody,
    add_supplement,
    give_feedback,
    withdraw_question,
)
from loket_intake.handlers.read_questions import read_own_question, read_question
from loket_intake.pages.page_context import PageContext, PageContextDep
from loket_intake.views import promise_text, timeline_text
from loket_shared.contracts.texts import BilingualText, Language
from loket_shared.failures import ConflictError, FieldError, InvalidInputError, NotFoundError
from loket_shared.http.route_rules import LONG_TEXTS_BYTES
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork
from loket_shared.web.form_keys import sent_before
from loket_shared.web.forms import Form
from loket_shared.web.page_context import redirect
from loket_shared.web.unsent_forms import at_view, keep_unsent, kept_view, unsent_on

router = APIRouter()

ActionHandler = Callable[[UnitOfWork, Principal, str, FormFields, Language], Awaitable[Question]]

DONE = "gedaan"
"""The query parameter with the form that was just handled, so that the page can say that it succeeded."""

CONSENT_TEXT = BilingualText(
    nl="Ik geef toestemming om mijn vraag te delen met de departementen die nodig zijn voor het antwoord.",
    en="I consent to sharing my question with the departments that are needed for the answer.",
)
"""The message of an asker who gives consent after the submission."""


async def _reply(work: UnitOfWork, principal: Principal, reference: str, sent: FormFields, _: Language) -> Question:
    body = parse_input(SupplementBody, {"text": first_value(sent, "text")})
    return await add_supplement(work, principal, reference, body)


async def _consent(
    work: UnitOfWork, principal: Principal, reference: str, _: FormFields, language: Language
) -> Question:
    body = SupplementBody(text=CONSENT_TEXT.in_language(language), consent_to_share=True)
    return await add_supplement(work, principal, reference, body)


async def _withdraw(work: UnitOfWork, principal: Principal, reference: str, sent: FormFields, _: Language) -> Question:
    body = parse_input(WithdrawalBody, {"reason": first_value(sent, "reason")})
    return await withdraw_question(work, principal, reference, body)


async def _give_feedback(
    work: UnitOfWork, principal: Principal, reference: str, sent: FormFields, _: Language
) -> Question:
    helpful = {"true": True, "false": False}.get(first_value(sent, "helpful"))
    try:
        body = parse_input(FeedbackBody, {"helpful": helpful, "text": first_value(sent, "remark")})
    except InvalidInputError as refused:
        # On the page the field ``text`` is the reply's.
        errors = (replace(each, field="remark") if each.field == "text" else each for each in refused.errors)
        raise InvalidInputError(*errors) from None
    return await give_feedback(work, principal, reference, body)


QUESTION_ACTIONS: Mapping[str, ActionHandler] = {
    "reply": _reply,
    "consent": _consent,
    "withdraw": _withdraw,
    "judge": _give_feedback,
}
"""By the name of the form, the value of its button ``act``."""

_FORMS: Mapping[str, tuple[AskerAction, tuple[str, ...]]] = {
    "reply": (AskerAction.SUPPLEMENT, ("text",)),
    "withdraw": (AskerAction.WITHDRAW, ("reason",)),
    "judge": (AskerAction.GIVE_FEEDBACK, ("helpful", "remark")),
}
"""The action and the fields of each form that has fields; the page shows it while the action is allowed."""


@router.get("/vragen/{reference}")
async def show(context: PageContextDep, reference: str) -> Response:
    """Show an own question; show a coordinator the metadata of another's."""
    async with context.work() as work:
        found = await read_question(work, context.principal, reference)
    if not isinstance(found, Question):
        return context.page("metadata.html", question=found)
    return _page(context, found, Form(await unsent_on(context.request)))


@router.post("/vragen/{reference}", max_body_size=LONG_TEXTS_BYTES)
async def act(context: PageContextDep, reference: str) -> Response:
    """Handle the form that was sent, once; if it is refused, the page shows again what was typed."""
    sent = await context.form_fields()
    name = first_value(sent, "act")
    view = kept_view(name)
    if view is not None:
        answer = redirect(at_view(f"/vragen/{reference}", view))
        await keep_unsent(context.request, answer, _fields_of_other_forms("", sent))
        return answer
    if name not in QUESTION_ACTIONS:
        raise NotFoundError
    try:
        async with context.work() as work:
            if not await sent_before(work, context.principal, context.request, reference, _fields_of(name, sent)):
                await QUESTION_ACTIONS[name](work, context.principal, reference, sent, context.language)
    except InvalidInputError as refused:
        errors = refused.errors
    except ConflictError as refused:
        errors = (FieldError("act", refused.text),)
    else:
        answer = redirect(f"/vragen/{reference}?{DONE}={name}")
        await keep_unsent(context.request, answer, _fields_of_other_forms(name, sent))
        return answer
    async with context.work() as work:
        question = await read_own_question(work, context.principal, reference)
        return _page(context, question, Form(sent, errors), name)


def _fields_of(name: str, sent: FormFields) -> FormFields:
    """Return the fields of the form ``name``."""
    _, fields = _FORMS.get(name, (None, ()))
    return {field: sent[field] for field in fields if field in sent}


def _fields_of_other_forms(name: str, sent: FormFields) -> FormFields:
    """Return the fields with a text in them of all forms but ``name``."""
    others = [field for form, (_, fields) in _FORMS.items() if form != name for field in fields]
    return {field: sent[field] for field in others if first_value(sent, field).strip()}


def _texts_without_form(form: Form, question: Question) -> list[str]:
    """Return the texts that were typed in forms that the page does not show any more."""
    gone = (fields for action, fields in _FORMS.values() if not is_allowed(action, question))
    return [text for fields in gone for field in fields if field != "helpful" and (text := form.value(field))]


def _page(context: PageContext, question: Question, form: Form, refused: str = "") -> Response:
    gone = _texts_without_form(form, question)
    return context.page(
        "question.html",
        400 if form.errors else 200,
        question=question,
        promise=promise_text(question.promise),
        timeline_entries=[
            (entry.time, timeline_text(entry).in_language(context.language)) for entry in question.timeline
        ],
        form=form,
        refused=refused,
        not_offered=gone,
        still_typed=bool(form.values) and not refused and not gone,
        keeps="acts",
        allowed={action.name: is_allowed(action, question) for action in AskerAction},
        done=context.request.query_params.get(DONE, ""),
        mailed=bool(context.principal.email),
    )
