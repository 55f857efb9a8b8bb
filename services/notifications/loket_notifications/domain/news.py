"""Something happened that somebody must be told of."""

from dataclasses import dataclass
from uuid import UUID

from loket_notifications.domain.occasions import Occasion


@dataclass(frozen=True)
class News:
    """An occasion with where it came from, so that the letter continues its cause and its trace."""

    event_id: UUID
    occasion: Occasion
    traceparent: str | None
