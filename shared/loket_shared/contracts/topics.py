"""The Kafka topics; partitions and retention are declared in ``deploy/topics.yaml``."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType


class Topic(StrEnum):
    """A topic with exactly one producing service; what stands in braces is a field of the event itself."""

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
"""The collection in which the publishing service shows what an event is about (``dataref``)."""

_WITH_CONTRIBUTION_WORK = frozenset({Topic.CONTRIBUTIONS, Topic.NOTIFICATIONS})
"""Topics that hold events about contribution requests; mails to departments are told of on the second."""


def is_counted(topic: str) -> bool:
    """Return whether metrics may show the number of events of ``topic``."""
    return topic not in _WITH_CONTRIBUTION_WORK


def count_shown_gaps(topics: Iterable[str]) -> int:
    """Return the number of gaps that metrics show, given the topic of each gap; contribution work counts as one."""
    counted = [is_counted(topic) for topic in topics]
    return sum(counted) + (not all(counted))
