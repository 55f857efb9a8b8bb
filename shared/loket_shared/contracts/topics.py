"""The Kafka topics; partitions and retention are declared in ``deploy/topics.yaml``."""

from collections.abc import Mapping
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
