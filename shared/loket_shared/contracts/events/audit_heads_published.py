"""An audit trail had come so far: published where the service that keeps the trail cannot take it back."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID, uuid5

from pydantic import Field

from loket_shared.contracts import examples
from loket_shared.contracts.event import Event
from loket_shared.contracts.topics import Topic

_TRAILS = UUID("6f1d6c2e-6f0e-5f6b-9c35-0d7c5a2f9b11")


class AuditHeadPublished(Event):
    """The audit trail of a service had come so far.

    Whatever is changed, taken out or put in before this place makes another hash, and nothing follows
    from the hash. It is published on a schedule, for acts of all kinds together, so that no act can be
    told from it. ``link`` is how many records the trail had; ``mac`` is made with the key of the trail,
    which ``keyId`` names, over the other values.
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
        """One for each trail, so that its heads stay in order."""
        return trail_id(self.consumer)

    @property
    def topic(self) -> str:
        """The heads of the service's own trail."""
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
    """Return what the trail of a service is known by, under the name of its consumer group."""
    return uuid5(_TRAILS, consumer)
