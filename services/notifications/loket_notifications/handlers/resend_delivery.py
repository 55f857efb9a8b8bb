"""A person has a failed letter sent again."""

from uuid import UUID

from loket_notifications.domain.access import require_any_sight
from loket_notifications.domain.attempts import PATIENCE
from loket_notifications.domain.delivery_states import DeliveryState
from loket_notifications.handlers.see_delivery import Seen, exists_for, see_delivery
from loket_notifications.store.deliveries import find, save
from loket_notifications.store.tables import Delivery
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import ConflictError, NotFoundError
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork

_NOT_FAILED = BilingualText(
    nl="Alleen een mislukt bericht kan opnieuw worden verzonden.", en="Only a failed letter can be sent again."
)


async def resend_delivery(reader: Principal, delivery_id: UUID, work: UnitOfWork) -> Seen:
    """Put a failed delivery back in line, with its patience renewed, and return it.

    Raises:
        NotFound: it does not exist, or not for this reader.
        Conflict: it has not failed.
    """
    known = await _existing(reader, delivery_id, work)
    delivery = await find(work, delivery_id, lock=True)
    seen = await _seen(reader, delivery or known, work)
    if seen.delivery.state != DeliveryState.FAILED:
        raise ConflictError("delivery-not-failed", _NOT_FAILED, {"state": seen.delivery.state})
    now = work.clock.now()
    seen.delivery.postpone(now, seen.delivery.failure)
    seen.delivery.give_up_at = now + PATIENCE
    await save(work, seen.delivery)
    of_work = seen.delivery.request_id is not None
    await work.audit(reader, "resend", f"delivery/{delivery_id}", apart=of_work)
    return seen


async def read_delivery(reader: Principal, delivery_id: UUID, work: UnitOfWork) -> Seen:
    """Return a delivery as it stands for the reader; raises NotFound as ``resend_delivery``."""
    return await _seen(reader, await _existing(reader, delivery_id, work), work)


async def _existing(reader: Principal, delivery_id: UUID, work: UnitOfWork) -> Delivery:
    require_any_sight(reader)
    delivery = await find(work, delivery_id)
    if delivery is None or not exists_for(reader, delivery, work):
        raise NotFoundError
    return delivery


async def _seen(reader: Principal, delivery: Delivery, work: UnitOfWork) -> Seen:
    seen = await see_delivery(reader, delivery, work)
    if seen is None:
        raise NotFoundError
    return seen
