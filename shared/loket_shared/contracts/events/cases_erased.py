"""The question's keys are destroyed: what was sealed under them is unreadable from now on."""

from datetime import datetime
from typing import ClassVar, Self

from loket_shared.contracts import examples
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.topics import Topic


class CaseErased(QuestionEvent):
    """The question's keys are destroyed: what was sealed under them is unreadable from now on."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.cases.erased.v1"
    TOPIC: ClassVar[Topic] = Topic.CASES

    erased_at: datetime

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            question_id=examples.QUESTION_ID,
            reference=examples.REFERENCE,
            erased_at=examples.MOMENT,
        )
