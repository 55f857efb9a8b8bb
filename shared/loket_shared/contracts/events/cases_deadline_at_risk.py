"""Most of a case's term has passed."""

from typing import ClassVar

from loket_shared.contracts.question_event import CaseDeadlineEvent
from loket_shared.contracts.topics import Topic


class CaseDeadlineAtRisk(CaseDeadlineEvent):
    """Most of a case's term has passed."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.cases.deadline-at-risk.v1"
    TOPIC: ClassVar[Topic] = Topic.CASES
    EXAMPLE_PERCENTAGE: ClassVar[int] = 75
