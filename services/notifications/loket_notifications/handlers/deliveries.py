"""Lists, reads and sends again the deliveries that a principal may see."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from loket_notifications.domain.access import sees
from loket_notifications.domain.delivery import DeliveryState
from loket_notifications.store.covert_owners import covert_owner
from loket_notifications.store.deliveries import (
    failed_about_requests,
    find_delivery,
    newest_first,
    open_department,
    resend_failed,
)
from loket_notifications.store.tables import DeliveryRow
from loket_policy.covert import require_operations_reader
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import ConflictError, NotFoundError
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork

BATCH = 100

_NOT_FAILED = BilingualText(
    nl="Alleen een mislukt bericht kan opnieuw worden verzonden.", en="Only a failed message can be sent again."
)


@dataclass(frozen=True)
class VisibleDelivery:
    """A delivery that exists for the principal; ``department`` is None for an asker or if it is unreadable."""

    delivery: DeliveryRow
    department: str | None


async def list_deliveries(
    work: UnitOfWork,
    principal: Principal,
    state: DeliveryState | None,
    before: tuple[datetime, UUID] | None,
    limit: int,
) -> list[VisibleDelivery]:
    """Return up to ``limit`` deliveries older than ``before``, newest first.

    Hidden deliveries are left out before the page is cut, so that its length does not reveal them.

    Raises:
        NotFoundError: deliveries are not for this principal.
    """
    require_operations_reader(principal)
    visible: list[VisibleDelivery] = []
    while len(visible) < limit:
        batch = await newest_first(work, before, state, BATCH)
        visible += [await _view(work, delivery) for delivery in batch if _exists_for(work, principal, delivery)]
        if len(batch) < BATCH:
            break
        before = batch[-1].position
    return visible[:limit]


async def read_delivery(work: UnitOfWork, principal: Principal, delivery_id: UUID) -> VisibleDelivery:
    """Return one delivery.

    Raises:
        NotFoundError: it does not exist, or not for this principal.
    """
    require_operations_reader(principal)
    delivery = await find_delivery(work, delivery_id)
    if delivery is None or not _exists_for(work, principal, delivery):
        raise NotFoundError
    return await _view(work, delivery)


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


async def has_failed_covert_delivery(work: UnitOfWork) -> bool:
    """Return whether a delivery to a covert department waits for a person of that department."""
    failed = await failed_about_requests(work)
    return any(delivery.owner and covert_owner(work, delivery.id, delivery.owner) for delivery in failed)


def _exists_for(work: UnitOfWork, principal: Principal, delivery: DeliveryRow) -> bool:
    """Decide by the tag alone; no sealed value is opened for a principal who may not see the delivery."""
    if delivery.request_id is None:
        return sees(principal, None)
    return delivery.owner is not None and sees(principal, covert_owner(work, delivery.id, delivery.owner))


async def _view(work: UnitOfWork, delivery: DeliveryRow) -> VisibleDelivery:
    return VisibleDelivery(delivery, await open_department(work, delivery))
