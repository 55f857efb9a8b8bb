"""Record what became of an attempt, and publish it where it is final."""

from datetime import datetime

from loket_notifications.domain.attempts import next_attempt
from loket_notifications.domain.delivery_states import DeliveryState
from loket_notifications.gateways.post import NotNow, Refused
from loket_notifications.handlers.take_delivery import Taken
from loket_notifications.handlers.tell_outcome import tell_delivered, tell_failed
from loket_notifications.store.deliveries import conclude_attempt
from loket_notifications.store.tables import Delivery
from loket_shared.contracts.notification_event import DeliveryDetails
from loket_shared.unit_of_work import UnitOfWork


async def conclude_delivery(taken: Taken, address: str, outcome: NotNow | None, work: UnitOfWork) -> None:
    """Record the ``outcome`` of one attempt at ``address``: None for taken, else why not.

    Nothing happens where the delivery is no longer this attempt's: it was erased meanwhile, or it took
    so long that another sender took it up.
    """
    delivery, now = taken.delivery, work.clock.now()
    _end(delivery, outcome, now)
    if not await conclude_attempt(work, delivery):
        return
    details = DeliveryDetails(question_id=taken.addressee.question_id, recipient=address)
    if delivery.state == DeliveryState.DELIVERED:
        await tell_delivered(delivery, now, details, work)
    elif delivery.state == DeliveryState.FAILED:
        await tell_failed(delivery, now, details, work)


def _end(delivery: Delivery, outcome: NotNow | None, now: datetime) -> None:
    if outcome is None:
        delivery.conclude(DeliveryState.DELIVERED, now)
        return
    again = None if isinstance(outcome, Refused) else next_attempt(delivery.attempts, now, delivery.give_up_at)
    if again is None:
        delivery.conclude(DeliveryState.FAILED, now, outcome.code)
    else:
        delivery.postpone(again, outcome.code)
