"""A dead letter as it is shown: its story, and nothing of its content."""

from datetime import datetime
from typing import Self
from uuid import UUID

from loket_shared.bus.dead_letters.model import DeadLetter, DeadLetterState
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import Text
from loket_shared.http.paging import Page


class DeadLetterView(WireModel):
    """``reason`` is a code; ``kept`` tells whether a copy is here, or a replay reads the log again.

    ``waiting`` is the number of messages that wait behind it.
    """

    id: UUID
    state: DeadLetterState
    reason: str
    failure: str
    attempts: int
    event_id: str
    source: str
    type: str | None
    subject: str | None
    topic: str
    partition: int
    offset: int
    sequence: int | None
    trace_id: str | None
    size: int
    kept: bool
    recorded_at: datetime
    tried_at: datetime
    closed_at: datetime | None
    waiting: int = 0

    @classmethod
    def of(cls, letter: DeadLetter) -> Self:
        """Return the view of a letter that its reader may see."""
        story = {name: getattr(letter, name) for name in cls.model_fields if name != "trace_id"}
        parts = (letter.traceparent or "").split("-")
        return cls(**story, trace_id=parts[1] if len(parts) == 4 else None)


class DeadLetterPage(Page[DeadLetterView]):
    """``withOwner`` says that some open letter is not for this reader; nothing more."""

    with_owner: Text | None
