"""An officer chose another route; later automatic revisions are only proposals."""

from datetime import datetime
from typing import Annotated, ClassVar, Self

from loket_shared.contracts import examples
from loket_shared.contracts.compartments import Compartment
from loket_shared.contracts.event import Sealed
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.shared_parts import HandMadeRoute
from loket_shared.contracts.topics import Topic


class CaseReroutedByHand(QuestionEvent):
    """An officer chose another route; later automatic revisions are only proposals."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.cases.rerouted-by-hand.v1"
    TOPIC: ClassVar[Topic] = Topic.CASES

    rerouted_at: datetime
    route: Annotated[HandMadeRoute | None, Sealed(Compartment.PARTICIPATION)] = None

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            question_id=examples.QUESTION_ID,
            reference=examples.REFERENCE,
            rerouted_at=examples.MOMENT,
            route=HandMadeRoute.example(),
        )
