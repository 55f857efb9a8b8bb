"""Sends a failed message again, on a person's request."""

from dataclasses import replace
from uuid import UUID

from loket_notifications.domain.delivery import DeliveryState
from loket_notifications.handlers.view_deliveries import VisibleDelivery, read_delivery
from loket_notifications.store.deliveries import find_delivery, resend_failed
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import ConflictError
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork

_NOT_FAILED = BilingualText(
    nl="Alleen een mislukt bericht kan opnieuw worden verzonden.", en="Only a failed message can be sent again."
)


async def resend_delivery(work: UnitOfWork, principal: Principal, delivery_id: UUID) -> VisibleDelivery:
    """Make a failed delivery due now, with the full period of attempts, and return it.

    Raises:
        NotFoundError: the delivery does not exist for this principal.
        ConflictError: the delivery has not failed.
    """
    # Only a delivery that exists for the principal is locked.
    visible = await read_delivery(work, principal, delivery_id)
    delivery = await find_delivery(work, delivery_id, lock=True) or visible.delivery
    if delivery.state != DeliveryState.FAILED:
        raise ConflictError("delivery-not-failed", _NOT_FAILED, {"state": delivery.state})
    delivery = await resend_failed(work, delivery)
    await work.audit(principal, "message.resent", f"delivery/{delivery_id}", apart=delivery.request_id is not None)
    return replace(visible, delivery=delivery)
