"""The one service that writes to each topic, and the source of its events."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from loket_shared.contracts.topics import Topic

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

SIGNATURE_FORMAT = "nl.kennisveiligheid.event-signature.v1"
"""Part of the signed content of an event; a signature is valid for nothing else."""


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
