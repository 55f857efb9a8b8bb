"""A promise to the asker got a due time that no other event contains."""

from datetime import datetime
from typing import ClassVar, Self

from loket_shared.contracts import examples
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.topics import Topic

REPLY = "reply"
"""The clock of the reply to a message that the asker wrote after an answer."""


class CaseDeadlineSet(QuestionEvent):
    """A promise to the asker started again, or continues after a pause: ``clock`` is due at ``due``."""

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
