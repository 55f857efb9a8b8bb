"""The deliveries that a reader may see, newest first."""

from dataclasses import dataclass
from uuid import UUID

from loket_notifications.domain.access import Reader, require_any_sight, sees
from loket_notifications.domain.addressee import Addressee
from loket_notifications.domain.delivery_states import DeliveryState
from loket_notifications.handlers.write_letters import place_of_addressee
from loket_notifications.store.deliveries import newest_first
from loket_notifications.store.tables import Delivery
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.failures import Erased, PermanentFailure

BATCH = 100


@dataclass(frozen=True)
class Seen:
    """A delivery that exists for the reader; ``department`` is given where it went to one."""

    delivery: Delivery
    department: str | None


async def list_deliveries(
    reader: Reader, state: DeliveryState | None, before: UUID | None, limit: int, work: UnitOfWork
) -> list[Seen]:
    """Return ``limit`` deliveries older than ``before``, or all there are.

    What the reader may not see is left out before the page is cut, so that not even its length tells.

    Raises:
        NotFound: deliveries are not for this reader.
    """
    require_any_sight(reader)
    seen: list[Seen] = []
    while len(seen) < limit:
        batch = await newest_first(work.session, before, state, BATCH)
        seen += [one for delivery in batch if (one := await look(reader, delivery, work)) is not None]
        if len(batch) < BATCH:
            break
        before = batch[-1].id
    return seen[:limit]


async def look(reader: Reader, delivery: Delivery, work: UnitOfWork) -> Seen | None:
    """Return the delivery as the reader sees it, or None where it does not exist for the reader.

    Once its key is destroyed nobody can tell whether a department's letter was covert: it is for nobody.
    """
    if delivery.request_id is None:
        return Seen(delivery, None) if sees(reader, None) else None
    try:
        addressee = await work.unseal_model(Addressee, delivery.addressee, place_of_addressee(delivery.id))
    except (Erased, PermanentFailure):
        return None
    return Seen(delivery, addressee.department) if sees(reader, addressee) else None
