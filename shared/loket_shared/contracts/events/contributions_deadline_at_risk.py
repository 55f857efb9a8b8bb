"""Most of a department's term has passed."""

from typing import ClassVar

from loket_shared.contracts.contribution_event import ContributionDeadlineEvent
from loket_shared.contracts.topics import Topic


class ContributionDeadlineAtRisk(ContributionDeadlineEvent):
    """Most of a department's term has passed."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.contributions.deadline-at-risk.v1"
    TOPIC: ClassVar[Topic] = Topic.CONTRIBUTIONS
    EXAMPLE_PERCENTAGE: ClassVar[int] = 75
