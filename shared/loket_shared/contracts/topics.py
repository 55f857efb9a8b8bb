"""The Kafka topics, and the one service that writes to each.

``deploy/topics.yaml`` declares their partitions and their retention.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


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

_OF_SHARED_TOPICS: Mapping[str, str] = MappingProxyType(
    {
        Topic.QUESTIONS: "intake",
        Topic.ROUTING: "routing",
        Topic.CASES: "backoffice",
        Topic.CONTRIBUTIONS: "backoffice",
        Topic.NOTIFICATIONS: "notifications",
    }
)

SERVICES = tuple(dict.fromkeys(_OF_SHARED_TOPICS.values()))

OF_EACH_SERVICE = (Topic.DEAD_LETTERS, Topic.AUDIT_HEADS)
"""The topics that every service has of its own."""

PRODUCERS: Mapping[str, str] = MappingProxyType(
    {
        **_OF_SHARED_TOPICS,
        **{topic.format(consumer=f"loket.{service}"): service for topic in OF_EACH_SERVICE for service in SERVICES},
    }
)
"""The producing service of each topic, by the topic's name on the broker."""


class TopicProducer(NamedTuple):
    """A service, and the CloudEvents ``source`` of its events."""

    service: str
    source: str


def source_of(service: str, oin: str) -> str:
    """Return the ``source`` of the events of ``service`` at the organisation with number ``oin``."""
    return f"urn:nld:oin:{oin}:systeem:loket-{service}"


def producer_of(topic: str, oin: str) -> TopicProducer | None:
    """Return the producer of ``topic``, or None if no service of this desk writes to it."""
    service = PRODUCERS.get(topic)
    return None if service is None else TopicProducer(service, source_of(service, oin))


_WITH_CONTRIBUTION_WORK = frozenset({Topic.CONTRIBUTIONS, Topic.NOTIFICATIONS})
"""Topics with events about contribution requests; the second has the outcomes of mails to departments."""


def is_counted(topic: str) -> bool:
    """Return True if metrics may show the number of events of ``topic``."""
    return topic not in _WITH_CONTRIBUTION_WORK


def count_shown_gaps(topics: Iterable[str]) -> int:
    """Return the number of gaps that metrics show, given the topic of each gap; contribution work counts as one."""
    counted = [is_counted(topic) for topic in topics]
    return sum(counted) + (not all(counted))
