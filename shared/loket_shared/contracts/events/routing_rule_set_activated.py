"""Routing decides by another rule set from now on."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from loket_shared.contracts import examples
from loket_shared.contracts.event import Event
from loket_shared.contracts.topics import Topic


class RuleSetActivated(Event):
    """From ``active_from`` on, submitted questions are decided by this version. Nothing in a rule set is secret.

    ``digest`` is the SHA-256 of the rule set's JSON, in hexadecimal; ``previous_version`` is the version before it, if
    any.
    """

    TYPE: ClassVar[str] = "nl.kennisveiligheid.routing.rule-set-activated.v1"
    TOPIC: ClassVar[Topic] = Topic.ROUTING
    CLASSIFICATION: ClassVar[str] = "intern"

    rule_set_id: UUID
    version: str
    previous_version: str | None = None
    digest: str
    active_from: datetime

    @property
    def key(self) -> UUID:
        """The rule set's own id."""
        return self.rule_set_id

    @property
    def resource(self) -> str:
        """The path of the rule set."""
        return f"/v1/rule-sets/{self.version}"

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            rule_set_id=examples.RULE_SET_ID,
            version="2026.2",
            previous_version="2026.1",
            digest="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            active_from=examples.MOMENT,
        )
