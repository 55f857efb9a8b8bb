"""A case's term has passed."""

from datetime import datetime
from typing import ClassVar, Self

from pydantic import Field

from loket_shared.contracts import examples
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.topics import Topic


class CaseDeadlineMissed(QuestionEvent):
    """A case's term has passed."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.cases.deadline-missed.v1"
    TOPIC: ClassVar[Topic] = Topic.CASES

    clock: str
    due: datetime
    percentage: int = Field(ge=0, description="of the term, in working time")

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            question_id=examples.QUESTION_ID,
            reference=examples.REFERENCE,
            clock="first-response",
            due=examples.DUE,
            percentage=100,
        )
