"""The asker said whether the answer helped."""

from loket_backoffice.domain.facts import FeedbackGiven
from loket_backoffice.handlers.parts import part_of
from loket_backoffice.handlers.settle import record_fact
from loket_backoffice.store.cases import lock_or_create_case
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.events.questions_feedback_given import QuestionFeedbackGiven
from loket_shared.db.unit_of_work import UnitOfWork


async def record_feedback(incoming: Incoming[QuestionFeedbackGiven], work: UnitOfWork) -> None:
    """Record the feedback on the case."""
    event = incoming.event
    feedback = part_of(event.feedback)
    fact = FeedbackGiven(at=event.given_at, helpful=feedback.helpful, text=feedback.text)
    await record_fact(work, await lock_or_create_case(work, event.question_id, event.reference), fact)
