"""The case is closed."""

from datetime import datetime
from typing import ClassVar, Self

from loket_shared.contracts import examples
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.topics import Topic


class CaseClosed(QuestionEvent):
    """The case is closed."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.cases.closed.v1"
    TOPIC: ClassVar[Topic] = Topic.CASES

    closed_at: datetime

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            question_id=examples.QUESTION_ID,
            reference=examples.REFERENCE,
            closed_at=examples.MOMENT,
        )
