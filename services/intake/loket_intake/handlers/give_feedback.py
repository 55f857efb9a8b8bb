"""The asker says whether the answer helped."""

from loket_intake.domain.allowed_actions import AskerAction
from loket_intake.domain.facts import FactContent
from loket_intake.domain.new_question import FeedbackBody
from loket_intake.domain.question import Question
from loket_intake.handlers.own_question import load_own_question, record_action
from loket_shared.contracts.events.questions_feedback_given import Feedback, QuestionFeedbackGiven
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def give_feedback(work: UnitOfWork, principal: Principal, reference: str, new: FeedbackBody) -> Question:
    """Record the judgement, tell the others, and return the question with it.

    Raises:
        NotFound: the question is not the principal's own.
        Conflict: there is no answer, or it was judged already.
    """
    question = await load_own_question(work, principal, reference, AskerAction.GIVE_FEEDBACK)
    now, text = work.clock.now(), new.text or None
    event = QuestionFeedbackGiven(
        question_id=question.id, reference=reference, given_at=now, feedback=Feedback(helpful=new.helpful, text=text)
    )
    said = FactContent(text=text, helpful=new.helpful)
    return await record_action(work, principal, question, AskerAction.GIVE_FEEDBACK, event, now, said)
