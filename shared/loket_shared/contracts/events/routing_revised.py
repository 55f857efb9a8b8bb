"""Routing decided again after a supplement; once the work has begun, another route is only a proposal."""

from datetime import datetime
from typing import Annotated, ClassVar, Self

from pydantic import Field

from loket_shared.contracts import examples
from loket_shared.contracts.compartments import Compartment
from loket_shared.contracts.event import Sealed
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.shared_parts import RouteDifference, RoutingDecision
from loket_shared.contracts.topics import Topic


class RoutingRevised(QuestionEvent):
    """Routing decided again after a supplement; once the work has begun, another route is only a proposal.

    ``difference`` is the difference from the previous decision, also if nothing changed; the first revisions had none.
    """

    TYPE: ClassVar[str] = "nl.kennisveiligheid.routing.revised.v1"
    TOPIC: ClassVar[Topic] = Topic.ROUTING

    decided_at: datetime
    rule_set_version: str
    question_version: int = Field(ge=1, description="the version of the question that the decision saw")
    decision: Annotated[RoutingDecision | None, Sealed(Compartment.PARTICIPATION)] = None
    difference: Annotated[RouteDifference | None, Sealed(Compartment.PARTICIPATION, optional=True)] = None

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            question_id=examples.QUESTION_ID,
            reference=examples.REFERENCE,
            decided_at=examples.MOMENT,
            rule_set_version="2026.1",
            question_version=2,
            decision=RoutingDecision.example(),
            difference=RouteDifference(
                comes_in=("EZK",),
                lead_before="OCW",
                lead_after="EZK",
                priority_before="normal",
                priority_after="normal",
            ),
        )
