"""What a received event means here: news of an occasion."""

from uuid import UUID

from loket_notifications.domain.news import News
from loket_notifications.domain.occasions import Occasion
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.event import Event
from loket_shared.ops.tracing import current_traceparent


def news_of(incoming: Incoming[Event], occasion: Occasion) -> News:
    """Return the news that ``incoming`` brings; the letter continues the trace that is current now."""
    return News(UUID(incoming.id), occasion, current_traceparent())
