"""A delivery as it is shown: never to whom it went, beyond the name of an open department."""

from datetime import datetime
from typing import Self
from uuid import UUID

from loket_notifications.domain.delivery_states import DeliveryState
from loket_notifications.domain.occasions import Occasion
from loket_notifications.handlers.see_delivery import Seen
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.notification_event import Channel
from loket_shared.contracts.texts import BilingualText
from loket_shared.http.paging import Page


class DeliveryView(WireModel):
    """One letter and how far it is; ``nextAttemptAt`` is given while it waits, ``endedAt`` once it is over."""

    id: UUID
    channel: Channel = "mail"
    occasion: Occasion
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
    def of(cls, seen: Seen) -> Self:
        """Return the view of a delivery that its reader may see."""
        delivery = seen.delivery
        return cls(
            id=delivery.id,
            occasion=Occasion(delivery.occasion),
            reference=delivery.reference,
            request_id=delivery.request_id,
            department=seen.department,
            state=DeliveryState(delivery.state),
            attempts=delivery.attempts,
            failure=delivery.failure,
            created_at=delivery.created_at,
            next_attempt_at=delivery.due_at if delivery.state == DeliveryState.WAITING else None,
            ended_at=delivery.ended_at,
        )


class DeliveryPage(Page[DeliveryView]):
    """``withOwner`` says that some letter which is not for this reader waits for a person; nothing more."""

    with_owner: BilingualText | None
