"""Routing decided, for the first time, who takes part."""

from datetime import datetime
from typing import Annotated, ClassVar, Self

from pydantic import Field

from loket_shared.contracts import examples
from loket_shared.contracts.compartments import Compartment
from loket_shared.contracts.event import Sealed
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.shared_parts import RoutingDecision
from loket_shared.contracts.topics import Topic


class RoutingDecided(QuestionEvent):
    """Routing decided, for the first time, who takes part."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.routing.decided.v1"
    TOPIC: ClassVar[Topic] = Topic.ROUTING

    decided_at: datetime
    rule_set_version: str
    question_version: int = Field(ge=1, description="the version of the question that the decision saw")
    decision: Annotated[RoutingDecision | None, Sealed(Compartment.PARTICIPATION)] = None

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            question_id=examples.QUESTION_ID,
            reference=examples.REFERENCE,
            decided_at=examples.MOMENT,
            rule_set_version="2026.1",
            question_version=1,
            decision=RoutingDecision.example(),
        )
