"""A delivery as it exists for one reader."""

from dataclasses import dataclass
from uuid import UUID

from loket_notifications.domain.access import Reader, sees
from loket_notifications.domain.addressee import Addressee
from loket_notifications.store.tables import Delivery
from loket_shared.db.unit_of_work import Place, UnitOfWork
from loket_shared.failures import Erased, PermanentFailure


@dataclass(frozen=True)
class Seen:
    """A delivery that exists for the reader; ``department`` is given where it went to one."""

    delivery: Delivery
    department: str | None


def place_of_addressee(delivery_id: UUID) -> Place:
    """Return where the addressee of a delivery is kept, sealed."""
    return Place("deliveries", delivery_id, "addressee")


async def see_delivery(reader: Reader, delivery: Delivery, work: UnitOfWork) -> Seen | None:
    """Return the delivery as the reader sees it, or None where it does not exist for the reader."""
    department = await department_of(delivery, work)
    if delivery.request_id is not None and department is None:
        return None
    return Seen(delivery, department) if sees(reader, department) else None


async def department_of(delivery: Delivery, work: UnitOfWork) -> str | None:
    """Return the department that a delivery went to.

    None for a letter to an asker, whose address is opened for nobody; and where the key is destroyed:
    nobody can tell any more whether the department was covert, so the letter is for nobody.
    """
    if delivery.request_id is None:
        return None
    try:
        addressee = await work.unseal_model(Addressee, delivery.addressee, place_of_addressee(delivery.id))
    except (Erased, PermanentFailure):
        return None
    return addressee.department
