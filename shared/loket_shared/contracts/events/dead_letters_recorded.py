"""A record could not be handled: the copy of a dead letter, for whoever watches from outside."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from loket_shared.contracts import examples
from loket_shared.contracts.event import Event
from loket_shared.contracts.topics import Topic


class DeadLetterRecorded(Event):
    """A record could not be handled and waits for the operator.

    Neither the event nor its key stands in it, and no trace or cause leads back to it, so that no copy
    tells of contribution work (design section 5, compartments). ``consumer`` is the group that could
    not handle it, and with that the topic; ``reason`` is a code of this house.
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
        """The dead letters of the group."""
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
