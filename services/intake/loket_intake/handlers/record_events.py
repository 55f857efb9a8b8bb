"""Records on a question what the back office publishes: a fact for each event."""

from uuid import UUID

from loket_intake.domain.facts import fact_from_event
from loket_intake.store.facts import insert_fact
from loket_intake.store.questions import is_erased
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.failures import PermanentError
from loket_shared.unit_of_work import UnitOfWork


class UnknownQuestionError(PermanentError):
    """An event is about a question that was never submitted here."""


async def record_case_event(work: UnitOfWork, incoming: Incoming[QuestionEvent]) -> None:
    """Add a fact to the question; status, timeline and promise are derived when somebody reads it.

    Raises:
        UnknownQuestionError: the question was not submitted here.
        ErasedError: its keys are destroyed.
    """
    question_id, fact = incoming.event.question_id, fact_from_event(incoming.event, UUID(incoming.id))
    inserted = await insert_fact(work, question_id, fact)
    if not inserted and await is_erased(work, question_id) is None:
        raise UnknownQuestionError(incoming.event.reference)
