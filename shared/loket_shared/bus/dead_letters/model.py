"""One dead letter: what happened to its record, and nothing of the record's content."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class DeadLetterState(StrEnum):
    """The state of a dead letter; an open one needs a decision."""

    OPEN = "open"
    REPLAYED = "replayed"
    DROPPED = "dropped"


@dataclass(frozen=True)
class DeadLetter:
    """A record that could not be handled.

    ``reason`` is a code and ``failure`` the exception's class, never its message: a message may repeat content.
    ``type``, ``subject``, ``key`` and ``sequence`` are None if the record is unreadable. ``kept`` is True if a copy is
    stored; otherwise a replay reads the log. ``waiting`` is the number of records parked behind it.
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
    key: str | None
    sequence: int | None
    traceparent: str | None
    size: int
    kept: bool
    recorded_at: datetime
    tried_at: datetime
    closed_at: datetime | None
    waiting: int
