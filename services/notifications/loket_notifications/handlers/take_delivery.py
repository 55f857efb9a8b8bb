"""Take the next delivery for oneself, so that what is begun is on record before it is done."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from loket_notifications.domain.addressee import Addressee
from loket_notifications.domain.delivery_states import DeliveryState
from loket_notifications.handlers.see_delivery import place_of_addressee
from loket_notifications.store.deliveries import give_back, save, take_next_due
from loket_notifications.store.tables import Delivery
from loket_shared.failures import ErasedError, PermanentError, VaultUnreachableError
from loket_shared.unit_of_work import UnitOfWork

_LOG = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Taken:
    """A delivery as it stood when it was taken for one attempt ``at`` a moment, and to whom it goes."""

    delivery: Delivery
    addressee: Addressee
    at: datetime


async def take_delivery(work: UnitOfWork, lease: timedelta) -> Taken | None:
    """Return the delivery that has been due longest, now marked as being sent; None where nothing is due.

    For as long as ``lease`` nobody else takes it.

    One whose addressee is erased or unreadable is concluded and passed over. Where an addressee cannot be
    read now, its delivery is given back and nothing counts as due: the others cannot be read either.
    """
    while (delivery := await take_next_due(work, work.clock.now() + lease)) is not None:
        try:
            addressee = await work.unseal_model(Addressee, delivery.addressee, place_of_addressee(delivery.id))
            return Taken(delivery, addressee, work.clock.now())
        except VaultUnreachableError:
            _LOG.warning("letters wait", reason="the vault is away")
            await give_back(work, delivery)
            return None
        except ErasedError:
            delivery.conclude(DeliveryState.ERASED, work.clock.now())
        except PermanentError:
            delivery.conclude(DeliveryState.FAILED, work.clock.now(), "addressee-unreadable")
        await save(work, delivery)
    return None
