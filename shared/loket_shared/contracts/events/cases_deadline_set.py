"""A promise to the asker got a due moment that no other event tells."""

from datetime import datetime
from typing import ClassVar, Self

from loket_shared.contracts import examples
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.topics import Topic

REPLY = "reply"
"""The clock of a response to what the asker wrote after an answer."""


class CaseDeadlineSet(QuestionEvent):
    """A promise to the asker began anew, or goes on after a pause: ``clock`` is due at ``due``."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.cases.deadline-set.v1"
    TOPIC: ClassVar[Topic] = Topic.CASES

    clock: str
    due: datetime
    set_at: datetime

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            question_id=examples.QUESTION_ID,
            reference=examples.REFERENCE,
            clock="answer-with-departments",
            due=examples.DUE,
            set_at=examples.MOMENT,
        )
