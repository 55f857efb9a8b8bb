"""``cases.erased``: forgets the question and its decisions."""

from loket_routing.store.decisions import forget_history
from loket_routing.store.evidence import forget_evidence
from loket_routing.store.questions import lock_question, mark_erased
from loket_routing.store.simulation_changes import delete_changes_of_question
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.events.cases_erased import CaseErased
from loket_shared.sealing.vault import require_destroyed
from loket_shared.unit_of_work import UnitOfWork


async def forget_question(work: UnitOfWork, incoming: Incoming[CaseErased]) -> None:
    """Leave a tombstone, so that later events of the question are ignored.

    Raises:
        ErasureNotConfirmedError: the question's keys are not destroyed.
    """
    await require_destroyed(work.vault, incoming.event.question_id)
    row = await lock_question(work, incoming.event)
    await mark_erased(work, row, incoming.event.erased_at)
    await forget_history(work, row.question_id)
    await forget_evidence(work, row.question_id)
    await delete_changes_of_question(work, row.question_id)
