"""The asker says whether the answer helped."""

from loket_intake.domain.facts import Said
from loket_intake.domain.new_question import NewFeedback
from loket_intake.domain.possible import Act
from loket_intake.domain.question import Question
from loket_intake.handlers.own_question import record_act, take_own
from loket_shared.contracts.events.questions_feedback_given import Feedback, QuestionFeedbackGiven
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def give_feedback(work: UnitOfWork, principal: Principal, reference: str, new: NewFeedback) -> Question:
    """Record the judgement, tell the others, and return the question with it.

    Raises:
        NotFound: the question is not the principal's own.
        Conflict: there is no answer, or it was judged already.
    """
    question = await take_own(work, principal, reference, Act.GIVE_FEEDBACK)
    now, text = work.clock.now(), new.text or None
    event = QuestionFeedbackGiven(
        question_id=question.id, reference=reference, given_at=now, feedback=Feedback(helpful=new.helpful, text=text)
    )
    said = Said(text=text, helpful=new.helpful)
    return await record_act(work, principal, question, Act.GIVE_FEEDBACK, event, now, said)
