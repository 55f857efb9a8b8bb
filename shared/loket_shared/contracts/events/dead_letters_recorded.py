"""A record could not be handled: a public copy of the dead letter, for monitoring."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from loket_shared.contracts import examples
from loket_shared.contracts.event import Event
from loket_shared.contracts.topics import Topic


class DeadLetterRecorded(Event):
    """A record could not be handled and waits for the operator.

    It contains neither the event nor its key, and no trace or cause leads back to it, so no copy reveals contribution
    work (design section 5, compartments). ``consumer`` is the group that could not handle the record; ``reason`` is a
    code of the desk.
    """

    TYPE: ClassVar[str] = "nl.kennisveiligheid.dead-letters.recorded.v1"
    TOPIC: ClassVar[Topic] = Topic.DEAD_LETTERS
    CLASSIFICATION: ClassVar[str] = "intern"
    LINKED: ClassVar[bool] = False

    dead_letter_id: UUID
    consumer: str
    reason: str
    recorded_at: datetime

    @property
    def key(self) -> UUID:
        """The dead letter's own id."""
        return self.dead_letter_id

    @property
    def topic(self) -> str:
        """The group's own topic of dead letters."""
        return self.TOPIC.format(consumer=self.consumer)

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            dead_letter_id=examples.DEAD_LETTER_ID,
            consumer="loket.routing",
            reason="wrong-seal",
            recorded_at=examples.MOMENT,
        )
