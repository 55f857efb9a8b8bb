"""A mail could not be delivered and waits for the operator."""

from datetime import datetime
from typing import ClassVar, Self

from loket_shared.contracts import examples
from loket_shared.contracts.notification_event import DeliveryDetails, NotificationEvent
from loket_shared.contracts.topics import Topic


class NotificationFailed(NotificationEvent):
    """A mail could not be delivered and waits for the operator."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.notifications.failed.v1"
    TOPIC: ClassVar[Topic] = Topic.NOTIFICATIONS

    failed_at: datetime | None = None

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            delivery_id=examples.DELIVERY_ID,
            question_id=examples.QUESTION_ID,
            reference=examples.REFERENCE,
            failed_at=examples.MOMENT,
            to_asker=DeliveryDetails.example(),
        )
