"""What a received event means here: news of an occasion."""

from uuid import UUID

from loket_notifications.domain.news import News
from loket_notifications.domain.occasions import Occasion
from loket_shared.observability.tracing import current_traceparent


def news_from(event_id: str, occasion: Occasion) -> News:
    """Return the news that the event with this id brings; its letters continue the trace that is current now."""
    return News(UUID(event_id), occasion, current_traceparent())
