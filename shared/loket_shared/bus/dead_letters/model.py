"""One dead letter, with its whole story and nothing of its content."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class DeadLetterState(StrEnum):
    """Whether somebody still has to decide."""

    OPEN = "open"
    REPLAYED = "replayed"
    DROPPED = "dropped"


@dataclass(frozen=True)
class DeadLetter:
    """What is known of a record that could not be handled.

    ``reason`` is a code and ``failure`` the exception's class, never its words: they may repeat
    content. ``type``, ``subject``, ``key`` and ``sequence`` are missing where the record is unreadable;
    ``kept`` tells whether a copy is here, or a replay has to read the log again; ``waiting`` how many
    records wait behind it.
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
