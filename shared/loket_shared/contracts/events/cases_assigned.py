"""A front-office officer took the case."""

from datetime import datetime
from typing import Annotated, ClassVar, Self

from loket_shared.contracts import examples
from loket_shared.contracts.compartments import Compartment
from loket_shared.contracts.event import Sealed
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.topics import Topic


class Assignment(WireModel):
    """The officer who has the case now."""

    officer: str


class CaseAssigned(QuestionEvent):
    """A front-office officer took the case."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.cases.assigned.v1"
    TOPIC: ClassVar[Topic] = Topic.CASES

    assigned_at: datetime
    assignment: Annotated[Assignment | None, Sealed(Compartment.PARTICIPATION)] = None

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            question_id=examples.QUESTION_ID,
            reference=examples.REFERENCE,
            assigned_at=examples.MOMENT,
            assignment=Assignment(officer="front-office"),
        )
