"""Departments take part, so the longer term applies; the asker gets a message."""

from datetime import datetime
from typing import ClassVar, Self

from loket_shared.contracts import examples
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.topics import Topic


class CaseCoordinationStarted(QuestionEvent):
    """Departments take part, so the longer term applies; the asker gets a message."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.cases.coordination-started.v1"
    TOPIC: ClassVar[Topic] = Topic.CASES

    started_at: datetime
    due: datetime

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            question_id=examples.QUESTION_ID,
            reference=examples.REFERENCE,
            started_at=examples.MOMENT,
            due=examples.DUE,
        )
