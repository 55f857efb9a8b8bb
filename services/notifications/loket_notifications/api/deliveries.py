"""``/v1/deliveries``: what was sent, what waits and what a person must look at."""

from typing import Annotated

from fastapi import APIRouter, Query

from loket_notifications.api.delivery_view import DeliveryPage, DeliveryView
from loket_notifications.domain.access import OPERATOR, WITH_OWNER
from loket_notifications.domain.delivery_states import DeliveryState
from loket_notifications.handlers.list_deliveries import list_deliveries, some_covert_letter_failed
from loket_notifications.handlers.resend_delivery import read_delivery, resend_delivery
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.idempotency_key import OnceDep
from loket_shared.http.paging import PageByMoment, last_moment
from loket_shared.http.parameters import PathId
from loket_shared.identity.bearer import CurrentPrincipal

router = APIRouter(prefix="/v1/deliveries", tags=["deliveries"])


@router.get("")
async def deliveries(
    principal: CurrentPrincipal,
    runtime: RuntimeDep,
    page: PageByMoment,
    state: Annotated[DeliveryState | None, Query()] = None,
) -> DeliveryPage:
    """Return the deliveries that the reader may see, newest first."""
    async with runtime.unit_of_work() as work:
        seen = await list_deliveries(principal, state, last_moment(page), page.limit + 1, work)
        hidden = principal.role == OPERATOR and await some_covert_letter_failed(work)
    return DeliveryPage(
        items=tuple(map(DeliveryView.of, seen[: page.limit])),
        next=page.next_cursor([one.delivery.position for one in seen]),
        with_owner=WITH_OWNER if hidden else None,
    )


@router.post("/{id}/resend")
async def resend(delivery_id: PathId, principal: CurrentPrincipal, once: OnceDep) -> DeliveryView:
    """Send a failed letter again."""
    seen = await once.do(
        str(delivery_id),
        lambda work: resend_delivery(principal, delivery_id, work),
        lambda work, _: read_delivery(principal, delivery_id, work),
    )
    return DeliveryView.of(seen)
