"""Removes what would identify the asker of an erased question, and ends the deliveries about it."""

from loket_notifications.store.deliveries import erase_deliveries_about
from loket_notifications.store.questions import forget_contact, take_held_notifications
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.events.cases_erased import CaseErased
from loket_shared.sealing.vault import require_destroyed
from loket_shared.unit_of_work import UnitOfWork


async def forget_question(work: UnitOfWork, incoming: Incoming[CaseErased]) -> None:
    """Leave a tombstone, so that later events about the question are ignored.

    Deliveries to departments end when they are due. Only their sealed addressee names the question, and its
    key is destroyed.

    Raises:
        ErasureNotConfirmedError: the question's keys are not destroyed.
    """
    event = incoming.event
    await require_destroyed(work.vault, event.question_id)
    await forget_contact(work, event.question_id, event.erased_at)
    await take_held_notifications(work, event.question_id)
    await erase_deliveries_about(work, event.question_id)
