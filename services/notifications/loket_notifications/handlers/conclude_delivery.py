"""Record what became of an attempt, and publish it where it is final."""

from loket_notifications.domain.attempts import next_attempt
from loket_notifications.domain.delivery_states import DeliveryState
from loket_notifications.gateways.post import NotNow, Refused
from loket_notifications.handlers.take_delivery import Taken
from loket_notifications.handlers.tell_outcome import tell_delivered, tell_failed
from loket_notifications.store.deliveries import locked
from loket_notifications.store.tables import Delivery
from loket_shared.contracts.notification_event import DeliveryDetails
from loket_shared.db.unit_of_work import UnitOfWork


async def conclude_delivery(taken: Taken, address: str, outcome: NotNow | None, work: UnitOfWork) -> None:
    """Record the ``outcome`` of one attempt at ``address``: None for taken, else why not.

    Nothing happens where the delivery is no longer this attempt's: it was erased meanwhile, or it took
    so long that another sender took it up.
    """
    delivery = await locked(work.session, taken.delivery.id)
    if delivery is None or not _is_ours(delivery, taken):
        return
    now = work.clock.now()
    details = DeliveryDetails(question_id=taken.addressee.question_id, recipient=address)
    if outcome is None:
        delivery.conclude(DeliveryState.DELIVERED, now)
        await tell_delivered(delivery, now, details, work)
        return
    again = None if isinstance(outcome, Refused) else next_attempt(delivery.attempts, now, delivery.give_up_at)
    if again is None:
        delivery.conclude(DeliveryState.FAILED, now, outcome.code)
        await tell_failed(delivery, now, details, work)
    else:
        delivery.postpone(again, outcome.code)


def _is_ours(delivery: Delivery, taken: Taken) -> bool:
    return delivery.state == DeliveryState.SENDING and delivery.attempts == taken.delivery.attempts
