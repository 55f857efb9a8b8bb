"""The approved answer goes out to the asker."""

from datetime import datetime
from typing import Annotated, ClassVar, Self

from loket_shared.contracts import examples
from loket_shared.contracts.compartments import Compartment
from loket_shared.contracts.event import Sealed
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.topics import Topic


class Answer(WireModel):
    """The desk's advice; it does not bind the institution."""

    text: str


class CaseAnswered(QuestionEvent):
    """The approved answer goes out to the asker."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.cases.answered.v1"
    TOPIC: ClassVar[Topic] = Topic.CASES

    answered_at: datetime
    answer: Annotated[Answer | None, Sealed(Compartment.ANSWER)] = None

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            question_id=examples.QUESTION_ID,
            reference=examples.REFERENCE,
            answered_at=examples.MOMENT,
            answer=Answer(text="Leg vast wie toegang heeft tot de cleanroom."),
        )
