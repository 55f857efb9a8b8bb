"""The asker withdrew the question: nobody works on it any more."""

from loket_backoffice.domain.facts import Withdrawn
from loket_backoffice.handlers.parts import part_of
from loket_backoffice.handlers.settle import record_fact
from loket_backoffice.store.cases import lock_or_create_case
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.events.questions_withdrawn import QuestionWithdrawn
from loket_shared.db.unit_of_work import UnitOfWork


async def record_withdrawal(incoming: Incoming[QuestionWithdrawn], work: UnitOfWork) -> None:
    """Record the withdrawal on the case."""
    event = incoming.event
    fact = Withdrawn(at=event.withdrawn_at, reason=part_of(event.withdrawal).reason)
    await record_fact(work, await lock_or_create_case(work, event.question_id, event.reference), fact)
