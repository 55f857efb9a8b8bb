"""The asker's actions on an own question after its submission: add a supplement, withdraw, give feedback."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated

from pydantic import Field, StrictBool

from loket_intake.domain.access import Visibility
from loket_intake.domain.facts import FactContent, FactKind, QuestionFact
from loket_intake.domain.question import AskerAction, Question, require_allowed
from loket_intake.handlers.rate_limits import SUBMISSION_LIMIT
from loket_intake.handlers.read_questions import load_visible_question
from loket_intake.store.facts import insert_fact
from loket_intake.store.questions import next_version
from loket_shared.contracts.events.questions_feedback_given import Feedback, QuestionFeedbackGiven
from loket_shared.contracts.events.questions_supplemented import QuestionSupplemented, Supplement
from loket_shared.contracts.events.questions_withdrawn import QuestionWithdrawn, Withdrawal
from loket_shared.contracts.model import InputModel
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.principal import Principal
from loket_shared.text_types import Prose
from loket_shared.unit_of_work import UnitOfWork


class SupplementBody(InputModel):
    """A text that the asker adds, perhaps with another choice on sharing."""

    text: Annotated[Prose, Field(min_length=1, max_length=20_000)]
    consent_to_share: StrictBool | None = None


class WithdrawalBody(InputModel):
    """A withdrawal, with a reason if the asker gives one."""

    reason: Annotated[Prose, Field(max_length=2_000)] | None = None


class FeedbackBody(InputModel):
    """The asker's feedback on the answer."""

    helpful: StrictBool
    text: Annotated[Prose, Field(max_length=2_000)] | None = None


async def add_supplement(work: UnitOfWork, principal: Principal, reference: str, body: SupplementBody) -> Question:
    """Record a supplement, publish it, and return the question with it.

    Raises:
        NotFoundError: the question is not the principal's own.
        ConflictError: nothing can be added any more.
        TooManyRequestsError: the principal submits too often.
    """
    SUBMISSION_LIMIT.enforce(principal)
    question = await _load_own_question(work, principal, reference, AskerAction.SUPPLEMENT)
    now = work.clock.now()
    event = QuestionSupplemented(
        question_id=question.id,
        reference=reference,
        supplemented_at=now,
        version=await next_version(work, question.id),
        supplement=Supplement(text=body.text, consent_to_share=body.consent_to_share),
    )
    content = FactContent(text=body.text, consent=body.consent_to_share)
    return await _record_fact(work, principal, question, FactKind.SUPPLEMENTED, event, now, content)


async def withdraw_question(work: UnitOfWork, principal: Principal, reference: str, body: WithdrawalBody) -> Question:
    """Record the withdrawal, publish it, and return the question with it.

    Raises:
        NotFoundError: the question is not the principal's own.
        ConflictError: it is answered, closed or withdrawn already.
    """
    question = await _load_own_question(work, principal, reference, AskerAction.WITHDRAW)
    now, reason = work.clock.now(), body.reason or None
    event = QuestionWithdrawn(
        question_id=question.id, reference=reference, withdrawn_at=now, withdrawal=Withdrawal(reason=reason)
    )
    return await _record_fact(work, principal, question, FactKind.WITHDRAWN, event, now, FactContent(text=reason))


async def give_feedback(work: UnitOfWork, principal: Principal, reference: str, body: FeedbackBody) -> Question:
    """Record the feedback, publish it, and return the question with it.

    Raises:
        NotFoundError: the question is not the principal's own.
        ConflictError: there is no answer, or it has feedback already.
    """
    question = await _load_own_question(work, principal, reference, AskerAction.GIVE_FEEDBACK)
    now, text = work.clock.now(), body.text or None
    event = QuestionFeedbackGiven(
        question_id=question.id, reference=reference, given_at=now, feedback=Feedback(helpful=body.helpful, text=text)
    )
    content = FactContent(text=text, helpful=body.helpful)
    return await _record_fact(work, principal, question, FactKind.FEEDBACK_GIVEN, event, now, content)


async def _load_own_question(work: UnitOfWork, principal: Principal, reference: str, action: AskerAction) -> Question:
    """Return the principal's own question, locked, if its status allows ``action``."""
    question, _ = await load_visible_question(work, principal, reference, Visibility.CONTENT, lock=True)
    require_allowed(action, question)
    return question


async def _record_fact(
    work: UnitOfWork,
    principal: Principal,
    question: Question,
    kind: FactKind,
    event: QuestionEvent,
    at: datetime,
    content: FactContent,
) -> Question:
    """Publish ``event``, record it as a fact, and return the question with the fact."""
    fact = QuestionFact(await work.publish(event), kind, at, content=content)
    await insert_fact(work, question.id, fact)
    await work.audit(principal, f"question.{kind}", question.reference)
    return replace(question, facts=(*question.facts, fact))
