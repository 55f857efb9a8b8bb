"""A department's term has passed."""

from typing import ClassVar

from loket_shared.contracts.contribution_event import ContributionDeadlineEvent
from loket_shared.contracts.topics import Topic


class ContributionDeadlineMissed(ContributionDeadlineEvent):
    """A department's term has passed."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.contributions.deadline-missed.v1"
    TOPIC: ClassVar[Topic] = Topic.CONTRIBUTIONS
    EXAMPLE_PERCENTAGE: ClassVar[int] = 100
