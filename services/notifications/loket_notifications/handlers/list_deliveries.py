"""The deliveries that a reader may see, newest first."""

from datetime import datetime
from uuid import UUID

from loket_notifications.domain.access import Reader, require_any_sight
from loket_notifications.domain.delivery_states import DeliveryState
from loket_notifications.handlers.see_delivery import Seen, see_delivery
from loket_notifications.store.covert_tags import covert_owner
from loket_notifications.store.deliveries import failed_about_requests, newest_first
from loket_shared.unit_of_work import UnitOfWork

BATCH = 100


async def list_deliveries(
    reader: Reader, state: DeliveryState | None, before: tuple[datetime, UUID] | None, limit: int, work: UnitOfWork
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
        seen += [one for delivery in batch if (one := await see_delivery(reader, delivery, work)) is not None]
        if len(batch) < BATCH:
            break
        before = batch[-1].position
    return seen[:limit]


async def some_covert_letter_failed(work: UnitOfWork) -> bool:
    """Whether a letter to a covert department waits for a person of its own."""
    failed = await failed_about_requests(work.session)
    return any(delivery.owner and covert_owner(work, delivery.id, delivery.owner) for delivery in failed)
