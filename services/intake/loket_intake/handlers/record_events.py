"""Records on a question what the back office publishes: a fact for each event, and the erasure."""

from uuid import UUID

from loket_intake.domain.facts import fact_from_event
from loket_intake.store.earlier_release import delete_former_keys
from loket_intake.store.facts import insert_fact
from loket_intake.store.questions import erase_question, is_erased
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.events.cases_erased import CaseErased
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.failures import PermanentError
from loket_shared.idempotency import forget_keys
from loket_shared.sealing.vault import require_destroyed
from loket_shared.unit_of_work import UnitOfWork


class UnknownQuestionError(PermanentError):
    """An event is about a question that was never submitted here."""


async def record_case_event(work: UnitOfWork, incoming: Incoming[QuestionEvent]) -> None:
    """Add a fact to the question; status, timeline and promise are derived when somebody reads it.

    Raises:
        UnknownQuestionError: the question was not submitted here.
        ErasedError: its keys are destroyed.
    """
    question_id = incoming.event.question_id
    erased = await is_erased(work, question_id)
    if erased is None:
        raise UnknownQuestionError(incoming.event.reference)
    if not erased:
        await insert_fact(work, question_id, fact_from_event(incoming.event, UUID(incoming.id)))


async def forget_question(work: UnitOfWork, incoming: Incoming[CaseErased]) -> None:
    """Empty the sealed content and the ownership; nobody can open the content any more.

    Raises:
        ErasureNotConfirmedError: the question's keys are not destroyed.
        UnknownQuestionError: the question was not submitted here.
    """
    question_id = incoming.event.question_id
    await require_destroyed(work.vault, question_id)
    reference = await erase_question(work, question_id, incoming.event.erased_at)
    if reference is None:
        raise UnknownQuestionError(incoming.event.reference)
    await forget_keys(work, (str(question_id), reference))
    await delete_former_keys(work, question_id)
