"""Publishes the head of an audit trail on Kafka, where the service that stores the trail cannot take it back."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID, uuid5

from pydantic import Field

from loket_shared.contracts import examples
from loket_shared.contracts.event import Event
from loket_shared.contracts.topics import Topic

_TRAILS = UUID("6f1d6c2e-6f0e-5f6b-9c35-0d7c5a2f9b11")


class AuditHeadPublished(Event):
    """The head of a service's audit trail.

    Any change before this place gives another hash, and the hash reveals nothing. Heads are published on a schedule,
    for acts of all kinds together, so a head does not reveal an act. ``link`` is the number of records in the trail;
    ``mac`` covers the other values and is made with the trail's key ``keyId``.
    """

    TYPE: ClassVar[str] = "nl.kennisveiligheid.audit-heads.published.v1"
    TOPIC: ClassVar[Topic] = Topic.AUDIT_HEADS
    CLASSIFICATION: ClassVar[str] = "intern"
    LINKED: ClassVar[bool] = False

    consumer: str
    link: int = Field(ge=1)
    hash: str = Field(pattern="^[0-9a-f]+$")
    key_id: str = Field(pattern="^[0-9a-f]{8}$")
    published_at: datetime
    mac: str = Field(pattern="^[0-9a-f]{64}$")

    @property
    def key(self) -> UUID:
        """The id of the trail, so that its heads stay in order."""
        return trail_id(self.consumer)

    @property
    def topic(self) -> str:
        """The service's own topic of heads."""
        return self.TOPIC.format(consumer=self.consumer)

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            consumer="loket.backoffice",
            link=1234,
            hash="02" + "8f3a61c7" + "5b" * 32,
            key_id="8f3a61c7",
            published_at=examples.MOMENT,
            mac="c4" * 32,
        )


def trail_id(consumer: str) -> UUID:
    """Return the id of the trail of the service with this consumer group."""
    return uuid5(_TRAILS, consumer)
