"""A mail was accepted by the mail server."""

from datetime import datetime
from typing import ClassVar, Self

from loket_shared.contracts import examples
from loket_shared.contracts.notification_event import DeliveryDetails, NotificationEvent
from loket_shared.contracts.topics import Topic


class NotificationDelivered(NotificationEvent):
    """A mail was accepted by the mail server."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.notifications.delivered.v1"
    TOPIC: ClassVar[Topic] = Topic.NOTIFICATIONS

    delivered_at: datetime | None = None

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            delivery_id=examples.DELIVERY_ID,
            question_id=examples.QUESTION_ID,
            reference=examples.REFERENCE,
            delivered_at=examples.MOMENT,
            to_asker=DeliveryDetails.example(),
        )
