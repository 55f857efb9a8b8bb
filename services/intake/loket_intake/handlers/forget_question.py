"""A question was erased: leave nothing but a tombstone."""

from loket_intake.handlers.record_fact import UnknownQuestion
from loket_intake.store.facts import forget_contents
from loket_intake.store.former_keys import forget_former_keys
from loket_intake.store.questions import get_question
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.events.cases_erased import CaseErased
from loket_shared.idempotency.claims import forget_keys
from loket_shared.sealing.erasure import require_destroyed
from loket_shared.unit_of_work import UnitOfWork


async def forget_question(incoming: Incoming[CaseErased], work: UnitOfWork) -> None:
    """Empty what was sealed, which nobody can open any more, and to whom the question belonged.

    Raises:
        ErasureNotConfirmedError: its keys are not destroyed.
        UnknownQuestion: the question was not handed in here.
    """
    await require_destroyed(work.vault, incoming.event.question_id)
    row = await get_question(work.session, incoming.event.question_id, lock=True)
    if row is None:
        raise UnknownQuestion(incoming.event.reference)
    row.erased_at = incoming.event.erased_at
    row.submitter = row.handed_in_by = row.address = row.person = row.institution = row.content = None
    await forget_contents(work.session, row.id)
    await forget_keys(work, (str(row.id), row.reference))
    await forget_former_keys(work, row.id)
