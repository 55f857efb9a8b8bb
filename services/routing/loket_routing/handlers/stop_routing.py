"""``questions.withdrawn``: decide no more."""

from loket_routing.store.questions import lock_question, save_question
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.events.questions_withdrawn import QuestionWithdrawn
from loket_shared.unit_of_work import UnitOfWork


async def stop_routing(incoming: Incoming[QuestionWithdrawn], work: UnitOfWork) -> None:
    """Note the withdrawal; what was decided stays readable for who took part."""
    row = await lock_question(work, incoming.event)
    row.withdrawn_at = incoming.event.withdrawn_at
    await save_question(work, row)
