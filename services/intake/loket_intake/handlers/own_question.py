"""What somebody does with an own question after handing it in."""

from dataclasses import replace
from datetime import datetime

from loket_intake.domain.access import Visibility
from loket_intake.domain.allowed_actions import AskerAction, require_allowed
from loket_intake.domain.facts import FactContent, FactKind, QuestionFact
from loket_intake.domain.question import Question
from loket_intake.handlers.sight import load_visible_question
from loket_intake.store.sealing import add_fact, open_question
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal

_FACTS = {
    AskerAction.SUPPLEMENT: FactKind.SUPPLEMENTED,
    AskerAction.WITHDRAW: FactKind.WITHDRAWN,
    AskerAction.GIVE_FEEDBACK: FactKind.FEEDBACK_GIVEN,
}


async def load_own_question(work: UnitOfWork, principal: Principal, reference: str, act: AskerAction) -> Question:
    """Return the principal's own question, locked, to do something that can be done now.

    Raises:
        NotFound: it does not exist, or is not the principal's own.
        Conflict: it cannot be done in the status the question has.
    """
    row, _ = await load_visible_question(work, principal, reference, Visibility.CONTENT, lock=True)
    question = await open_question(work, row)
    require_allowed(act, question)
    return question


async def record_action(
    work: UnitOfWork,
    principal: Principal,
    question: Question,
    act: AskerAction,
    event: QuestionEvent,
    at: datetime,
    said: FactContent,
) -> Question:
    """Record what was done and said at ``at``, publish ``event``, and return the question with it."""
    fact = QuestionFact(await work.publish(event), _FACTS[act], at, said=said)
    await add_fact(work, question.id, fact)
    await work.audit(principal, f"{act}-question", question.reference)
    return replace(question, facts=(*question.facts, fact))
