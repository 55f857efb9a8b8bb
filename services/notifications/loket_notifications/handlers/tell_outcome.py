"""Publish what finally became of a delivery."""

from datetime import datetime
from typing import Any

from loket_notifications.store.tables import Delivery
from loket_shared.contracts.events.notifications_delivered import NotificationDelivered
from loket_shared.contracts.events.notifications_failed import NotificationFailed
from loket_shared.contracts.notification_event import DeliveryDetails, NotificationEvent
from loket_shared.failures import ErasedError
from loket_shared.unit_of_work import UnitOfWork


async def tell_delivered(delivery: Delivery, at: datetime, details: DeliveryDetails, work: UnitOfWork) -> None:
    """Publish that the mail server took the letter."""
    await _publish(NotificationDelivered(**_about(delivery, details, "delivered_at", at)), work)


async def tell_failed(delivery: Delivery, at: datetime, details: DeliveryDetails, work: UnitOfWork) -> None:
    """Publish that the letter waits for a person."""
    await _publish(NotificationFailed(**_about(delivery, details, "failed_at", at)), work)


def _about(delivery: Delivery, details: DeliveryDetails, moment: str, at: datetime) -> dict[str, Any]:
    """Return what the event holds; about a request the moment travels sealed."""
    if delivery.request_id is None:
        told = details.model_copy(update={"occasion": delivery.occasion, "written_at": delivery.created_at})
        about = {"question_id": delivery.question_id, "reference": delivery.reference, "to_asker": told, moment: at}
    else:
        about = {"request_id": delivery.request_id, "to_department": details.model_copy(update={"ended_at": at})}
    return {"delivery_id": delivery.id, **about}


async def _publish(event: NotificationEvent, work: UnitOfWork) -> None:
    try:
        await work.publish(event)
    except ErasedError:
        # The question was erased while its letter was under way: nobody is to be told any more.
        return
