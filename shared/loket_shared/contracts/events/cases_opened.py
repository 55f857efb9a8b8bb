"""The back office opened a case; from here on somebody owns the question."""

from datetime import datetime
from typing import ClassVar, Self

from loket_shared.contracts import examples
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.topics import Topic


class CaseOpened(QuestionEvent):
    """The back office opened a case; from here on somebody owns the question."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.cases.opened.v1"
    TOPIC: ClassVar[Topic] = Topic.CASES

    opened_at: datetime

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            question_id=examples.QUESTION_ID,
            reference=examples.REFERENCE,
            opened_at=examples.MOMENT,
        )
