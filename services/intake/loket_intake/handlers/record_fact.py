"""Record what the back office tells of a question."""

from uuid import UUID

from loket_intake.domain.told import told_by
from loket_intake.store.questions import get_question
from loket_intake.store.sealing import add_fact
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.failures import PermanentFailure


class UnknownQuestion(PermanentFailure):
    """An event is about a question that was never handed in here."""


async def record_fact(incoming: Incoming[QuestionEvent], work: UnitOfWork) -> None:
    """Add the fact under the question; what follows from it is derived when somebody looks.

    Raises:
        UnknownQuestion: the question was not handed in here.
        Erased: its keys are destroyed.
    """
    row = await get_question(work.session, incoming.event.question_id)
    if row is None:
        raise UnknownQuestion(incoming.event.reference)
    if row.erased_at is None:
        await add_fact(work, row.id, told_by(incoming.event, UUID(incoming.id)))
