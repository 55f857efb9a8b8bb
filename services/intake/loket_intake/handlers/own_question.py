"""What somebody does with an own question after handing it in."""

from dataclasses import replace
from datetime import datetime

from loket_intake.domain.access import Sight
from loket_intake.domain.facts import Fact, FactKind, Said
from loket_intake.domain.possible import Act, require
from loket_intake.domain.question import Question
from loket_intake.handlers.sight import find_in_sight
from loket_intake.store.sealing import add_fact, open_question
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork

_FACTS = {
    Act.SUPPLEMENT: FactKind.SUPPLEMENTED,
    Act.WITHDRAW: FactKind.WITHDRAWN,
    Act.GIVE_FEEDBACK: FactKind.FEEDBACK_GIVEN,
}


async def take_own(work: UnitOfWork, principal: Principal, reference: str, act: Act) -> Question:
    """Return the principal's own question, locked, to do something that can be done now.

    Raises:
        NotFound: it does not exist, or is not the principal's own.
        Conflict: it cannot be done in the status the question has.
    """
    row, _ = await find_in_sight(work, principal, reference, Sight.CONTENT, lock=True)
    question = await open_question(work, row)
    require(act, question)
    return question


async def record_act(
    work: UnitOfWork, principal: Principal, question: Question, act: Act, event: QuestionEvent, at: datetime, said: Said
) -> Question:
    """Record what was done and said at ``at``, publish ``event``, and return the question with it."""
    fact = Fact(await work.publish(event), _FACTS[act], at, said=said)
    await add_fact(work, question.id, fact)
    await work.audit(principal, f"{act}-question", question.reference)
    return replace(question, facts=(*question.facts, fact))
