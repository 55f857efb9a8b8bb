"""``questions.withdrawn``: ends the decisions on a question."""

from loket_routing.store.questions import lock_question, mark_withdrawn
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.events.questions_withdrawn import QuestionWithdrawn
from loket_shared.unit_of_work import UnitOfWork


async def record_withdrawal(work: UnitOfWork, incoming: Incoming[QuestionWithdrawn]) -> None:
    """Record the withdrawal; the decisions stay readable for those who took part."""
    row = await lock_question(work, incoming.event)
    await mark_withdrawn(work, row, incoming.event.withdrawn_at)
