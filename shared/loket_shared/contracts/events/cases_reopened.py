"""A closed case is taken up again."""

from datetime import datetime
from typing import Annotated, ClassVar, Self

from loket_shared.contracts import examples
from loket_shared.contracts.compartments import Compartment
from loket_shared.contracts.event import Sealed
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.topics import Topic


class Reopening(WireModel):
    """The reason for reopening the case."""

    reason: str


class CaseReopened(QuestionEvent):
    """A closed case is taken up again."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.cases.reopened.v1"
    TOPIC: ClassVar[Topic] = Topic.CASES

    reopened_at: datetime
    reopening: Annotated[Reopening | None, Sealed(Compartment.QUESTION)] = None

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            question_id=examples.QUESTION_ID,
            reference=examples.REFERENCE,
            reopened_at=examples.MOMENT,
            reopening=Reopening(reason="De partner heeft de voorwaarden gewijzigd."),
        )
