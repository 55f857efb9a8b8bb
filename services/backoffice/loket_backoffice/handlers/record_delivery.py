"""What became of a mail to the asker: whether it must be told in another way. Departments' mail is not taken in."""

from loket_backoffice.domain.facts import MessageArrived, MessageFailed
from loket_backoffice.handlers.parts import part_of
from loket_backoffice.handlers.settle import record_fact
from loket_backoffice.store.cases import has_fact, lock_or_create_case
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.events.notifications_delivered import NotificationDelivered
from loket_shared.contracts.events.notifications_failed import NotificationFailed
from loket_shared.db.unit_of_work import UnitOfWork


async def record_failure(incoming: Incoming[NotificationFailed], work: UnitOfWork) -> None:
    """Record on the case that a mail did not reach the asker."""
    event = incoming.event
    case = await lock_or_create_case(work, part_of(event.question_id), part_of(event.reference))
    details = part_of(event.to_asker)
    fact = MessageFailed(
        at=event.failed_at or incoming.time,
        delivery_id=event.delivery_id,
        occasion=details.occasion or "",
        written_at=details.written_at,
    )
    await record_fact(work, case, fact)


async def record_arrival(incoming: Incoming[NotificationDelivered], work: UnitOfWork) -> None:
    """Record on the case that a mail which had failed arrived after all; of any other nothing is kept."""
    event = incoming.event
    question_id = part_of(event.question_id)
    if not await has_fact(work, question_id, "message-failed"):
        return
    case = await lock_or_create_case(work, question_id, part_of(event.reference))
    if event.delivery_id in {fact.delivery_id for fact in case.file.every(MessageFailed)}:
        fact = MessageArrived(at=event.delivered_at or incoming.time, delivery_id=event.delivery_id)
        await record_fact(work, case, fact)
