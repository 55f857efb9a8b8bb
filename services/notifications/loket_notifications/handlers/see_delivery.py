"""A delivery as it exists for one reader."""

from dataclasses import dataclass
from uuid import UUID

from loket_notifications.domain.access import Reader, sees
from loket_notifications.domain.addressee import Addressee
from loket_notifications.store.covert_tags import covert_owner, tag_for
from loket_notifications.store.deliveries import deliveries_without_owner, keep_owner
from loket_notifications.store.tables import Delivery
from loket_shared.failures import ErasedError, PermanentError
from loket_shared.unit_of_work import Place, UnitOfWork

AT_ONCE = 100
_FIRST = UUID(int=0)


@dataclass(frozen=True)
class Seen:
    """A delivery that exists for the reader; ``department`` is given where it went to one and that can be read."""

    delivery: Delivery
    department: str | None


def place_of_addressee(delivery_id: UUID) -> Place:
    """Return where the addressee of a delivery is kept, sealed."""
    return Place("deliveries", delivery_id, "addressee")


def exists_for(reader: Reader, delivery: Delivery, work: UnitOfWork) -> bool:
    """Say if the delivery exists for the reader, without opening anything."""
    if delivery.request_id is None:
        return sees(reader, None)
    return delivery.owner is not None and sees(reader, covert_owner(work, delivery.id, delivery.owner))


async def see_delivery(reader: Reader, delivery: Delivery, work: UnitOfWork) -> Seen | None:
    """Return the delivery as the reader sees it, or None where it does not exist for the reader."""
    return Seen(delivery, await department_of(delivery, work)) if exists_for(reader, delivery, work) else None


async def department_of(delivery: Delivery, work: UnitOfWork) -> str | None:
    """Return the department that a delivery went to.

    None for a letter to an asker, whose address is opened for nobody, and where the key is destroyed.
    """
    if delivery.request_id is None:
        return None
    try:
        addressee = await work.unseal_model(Addressee, delivery.addressee, place_of_addressee(delivery.id))
    except (ErasedError, PermanentError):
        return None
    return addressee.department


async def tag_deliveries(work: UnitOfWork) -> None:
    """Write down whose the letters of an earlier release are; until then they exist for nobody."""
    after = _FIRST
    while waiting := await deliveries_without_owner(work, after, AT_ONCE):
        for delivery in waiting:
            await keep_owner(work, delivery.id, tag_for(work, delivery.id, await department_of(delivery, work)))
        after = waiting[-1].id
