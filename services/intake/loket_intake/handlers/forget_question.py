"""Empties an erased question."""

from loket_intake.handlers.record_events import UnknownQuestionError
from loket_intake.store.earlier_release import delete_former_keys
from loket_intake.store.questions import erase_question
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.events.cases_erased import CaseErased
from loket_shared.idempotency import forget_keys
from loket_shared.sealing.vault import require_destroyed
from loket_shared.unit_of_work import UnitOfWork


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
