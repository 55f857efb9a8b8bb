"""A question was erased: forget whom to tell, and conclude what was still to be sent."""

from loket_notifications.store.deliveries import end_all_about
from loket_notifications.store.questions import forget_contact, lock_question, take_waiting_news
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.events.cases_erased import CaseErased
from loket_shared.sealing.erasure import require_destroyed
from loket_shared.unit_of_work import UnitOfWork


async def forget_question(incoming: Incoming[CaseErased], work: UnitOfWork) -> None:
    """Leave a tombstone, so that what arrives later is ignored.

    Letters to departments are concluded when their turn comes: only their sealed addressee, whose key
    is destroyed, knows the question.

    Raises:
        ErasureNotConfirmedError: the question's keys are not destroyed.
    """
    await require_destroyed(work.vault, incoming.event.question_id)
    question = await lock_question(work, incoming.event.question_id)
    await forget_contact(work, question.question_id, incoming.event.erased_at)
    await take_waiting_news(work, question.question_id)
    await end_all_about(work.session, question.question_id, work.clock.now())
