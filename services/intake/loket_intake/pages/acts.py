"""What the forms on a question's page do."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from loket_intake.domain.draft import Typed, one
from loket_intake.domain.input_errors import read
from loket_intake.domain.new_question import NewFeedback, NewSupplement, NewWithdrawal
from loket_intake.domain.possible import Act, is_possible
from loket_intake.domain.question import Question
from loket_intake.handlers.add_supplement import add_supplement
from loket_intake.handlers.give_feedback import give_feedback
from loket_intake.handlers.withdraw_question import withdraw_question
from loket_shared.contracts.texts import BilingualText, Language
from loket_shared.failures import FieldError, InvalidInputError, NotFoundError
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork
from loket_shared.web.forms import Form

Doing = Callable[[UnitOfWork, Principal, str, Typed, Language], Awaitable[Question]]

CONSENT = BilingualText(
    nl="Ik geef toestemming om mijn vraag te delen met de departementen die nodig zijn voor het antwoord.",
    en="I consent to sharing my question with the departments that are needed for the answer.",
)
"""What the asker says by giving consent later; it stands in the conversation."""


async def _reply(work: UnitOfWork, principal: Principal, reference: str, form: Typed, _language: Language) -> Question:
    return await add_supplement(work, principal, reference, read(NewSupplement, {"text": one(form, "text")}))


async def _consent(
    work: UnitOfWork, principal: Principal, reference: str, _form: Typed, language: Language
) -> Question:
    said = NewSupplement(text=CONSENT.in_language(language), consent_to_share=True)
    return await add_supplement(work, principal, reference, said)


async def _withdraw(
    work: UnitOfWork, principal: Principal, reference: str, form: Typed, _language: Language
) -> Question:
    return await withdraw_question(work, principal, reference, read(NewWithdrawal, {"reason": one(form, "reason")}))


async def _judge(work: UnitOfWork, principal: Principal, reference: str, form: Typed, _language: Language) -> Question:
    helpful = {"true": True, "false": False}.get(one(form, "helpful"))
    try:
        judgement = read(NewFeedback, {"helpful": helpful, "text": one(form, "remark")})
    except InvalidInputError as refused:
        raise InvalidInputError(*(_on_page(error) for error in refused.errors)) from None
    return await give_feedback(work, principal, reference, judgement)


def _on_page(error: FieldError) -> FieldError:
    """Name the field as on the page, where the reply's text stands too."""
    return replace(error, field="remark") if error.field == "text" else error


ACTS: Mapping[str, Doing] = {"reply": _reply, "consent": _consent, "withdraw": _withdraw, "judge": _judge}
"""By the name of the form."""


_FIELDS: Mapping[str, tuple[Act, tuple[str, ...]]] = {
    "reply": (Act.SUPPLEMENT, ("text",)),
    "withdraw": (Act.WITHDRAW, ("reason",)),
    "judge": (Act.GIVE_FEEDBACK, ("helpful", "remark")),
}
"""The fields of each form, which the page has while the act is possible."""


def used_by(act: str, sent: Typed) -> Typed:
    """Return what was typed in the form of ``act``."""
    _, fields = _FIELDS.get(act, (Act.SUPPLEMENT, ()))
    return {name: sent[name] for name in fields if name in sent}


def not_used_by(act: str, sent: Typed) -> Typed:
    """Return what was typed in the page's other forms than that of ``act``."""
    names = [name for form, (_, fields) in _FIELDS.items() if form != act for name in fields]
    return {name: sent[name] for name in names if one(sent, name).strip()}


def not_offered(form: Form, question: Question) -> list[str]:
    """Return the texts that were typed in parts of ``form`` that the page of ``question`` does not have."""
    gone = (fields for act, fields in _FIELDS.values() if not is_possible(act, question))
    return [text for fields in gone for name in fields if name != "helpful" and (text := form.value(name))]


def act_named(name: str) -> Doing:
    """Return what the form with this name does.

    Raises:
        NotFound: no form has it.
    """
    if name not in ACTS:
        raise NotFoundError
    return ACTS[name]
