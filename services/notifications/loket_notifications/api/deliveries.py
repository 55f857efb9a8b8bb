"""``/v1/deliveries``: deliveries that were made, that wait, or that need a person. No view holds an address."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, Query

from loket_notifications.domain.delivery import DeliveryState
from loket_notifications.domain.notification import NotificationKind
from loket_notifications.handlers.deliveries import (
    VisibleDelivery,
    has_failed_covert_delivery,
    list_deliveries,
    read_delivery,
    resend_delivery,
)
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.notification_event import Channel
from loket_shared.contracts.texts import BilingualText
from loket_shared.http.dependencies import PathId, RuntimeDep
from loket_shared.http.direct_route import DirectRoute
from loket_shared.http.idempotency_key import OnceDep
from loket_shared.http.paging import Page, PageByMoment, last_moment
from loket_shared.identity.tokens import CurrentPrincipal
from loket_shared.operations_access import WITH_OWNER
from loket_shared.principal import Role

router = APIRouter(prefix="/v1/deliveries", tags=["deliveries"], route_class=DirectRoute)


class DeliveryView(WireModel):
    """One delivery; ``nextAttemptAt`` is given while it waits, ``endedAt`` once it is over."""

    id: UUID
    channel: Channel = "mail"
    occasion: NotificationKind
    reference: str | None
    request_id: UUID | None
    department: str | None
    state: DeliveryState
    attempts: int
    failure: str | None
    created_at: datetime
    next_attempt_at: datetime | None
    ended_at: datetime | None

    @classmethod
    def of(cls, visible: VisibleDelivery) -> Self:
        """Return the view of a delivery that the principal may see."""
        delivery = visible.delivery
        return cls(
            id=delivery.id,
            occasion=NotificationKind(delivery.occasion),
            reference=delivery.reference,
            request_id=delivery.request_id,
            department=visible.department,
            state=DeliveryState(delivery.state),
            attempts=delivery.attempts,
            failure=delivery.failure,
            created_at=delivery.created_at,
            next_attempt_at=delivery.due_at if delivery.state == DeliveryState.WAITING else None,
            ended_at=delivery.ended_at,
        )


class DeliveryPage(Page[DeliveryView]):
    """``withOwner`` says only that a delivery of somebody else waits for a person."""

    with_owner: BilingualText | None


@router.get("")
async def deliveries(
    principal: CurrentPrincipal,
    runtime: RuntimeDep,
    page: PageByMoment,
    state: Annotated[DeliveryState | None, Query()] = None,
) -> DeliveryPage:
    """Return the deliveries that the reader may see, newest first."""
    async with runtime.unit_of_work() as work:
        visible = await list_deliveries(work, principal, state, last_moment(page), page.limit + 1)
        hidden = principal.role == Role.OPERATOR and await has_failed_covert_delivery(work)
    return DeliveryPage(
        items=tuple(map(DeliveryView.of, visible[: page.limit])),
        next=page.next_cursor([each.delivery.position for each in visible]),
        with_owner=WITH_OWNER if hidden else None,
    )


@router.post("/{id}/resend")
async def resend(delivery_id: PathId, principal: CurrentPrincipal, once: OnceDep) -> DeliveryView:
    """Send a failed message again."""
    visible = await once.do(
        str(delivery_id),
        lambda work: resend_delivery(work, principal, delivery_id),
        lambda work, _: read_delivery(work, principal, delivery_id),
    )
    return DeliveryView.of(visible)
