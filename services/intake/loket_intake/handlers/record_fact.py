"""Record what the back office tells of a question."""

from uuid import UUID

from loket_intake.domain.told import told_by
from loket_intake.store.questions import is_erased
from loket_intake.store.sealing import add_fact
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.failures import PermanentError
from loket_shared.unit_of_work import UnitOfWork


class UnknownQuestion(PermanentError):
    """An event is about a question that was never handed in here."""


async def record_fact(incoming: Incoming[QuestionEvent], work: UnitOfWork) -> None:
    """Add the fact under the question; what follows from it is derived when somebody looks.

    Raises:
        UnknownQuestion: the question was not handed in here.
        Erased: its keys are destroyed.
    """
    question_id = incoming.event.question_id
    erased = await is_erased(work, question_id)
    if erased is None:
        raise UnknownQuestion(incoming.event.reference)
    if not erased:
        await add_fact(work, question_id, told_by(incoming.event, UUID(incoming.id)))
