"""The Kafka topics; partitions and retention are declared in ``deploy/topics.yaml``."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType


class Topic(StrEnum):
    """A topic with exactly one producing service; a name in braces is a field of the event."""

    QUESTIONS = "loket.questions"
    ROUTING = "loket.routing"
    CASES = "loket.cases"
    CONTRIBUTIONS = "loket.contributions"
    NOTIFICATIONS = "loket.notifications"
    DEAD_LETTERS = "{consumer}.dead-letters"
    AUDIT_HEADS = "{consumer}.audit-heads"


RESOURCES: Mapping[Topic, str] = MappingProxyType(
    {
        Topic.QUESTIONS: "questions",
        Topic.ROUTING: "decisions",
        Topic.CASES: "cases",
        Topic.CONTRIBUTIONS: "contribution-requests",
        Topic.DEAD_LETTERS: "dead-letters",
    }
)
"""The collection at the publishing service that shows the subject of an event (``dataref``)."""

_WITH_CONTRIBUTION_WORK = frozenset({Topic.CONTRIBUTIONS, Topic.NOTIFICATIONS})
"""Topics with events about contribution requests; the second has the outcomes of mails to departments."""


def is_counted(topic: str) -> bool:
    """Return True if metrics may show the number of events of ``topic``."""
    return topic not in _WITH_CONTRIBUTION_WORK


def count_shown_gaps(topics: Iterable[str]) -> int:
    """Return the number of gaps that metrics show, given the topic of each gap; contribution work counts as one."""
    counted = [is_counted(topic) for topic in topics]
    return sum(counted) + (not all(counted))
