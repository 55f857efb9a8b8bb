"""The front office confirmed, or chose, the route that routing proposed."""

from datetime import datetime
from typing import Annotated, ClassVar, Self

from loket_shared.contracts import examples
from loket_shared.contracts.compartments import Compartment
from loket_shared.contracts.event import Sealed
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.shared_parts import HandMadeRoute
from loket_shared.contracts.topics import Topic


class CaseRouteConfirmed(QuestionEvent):
    """The front office confirmed, or chose, the route that routing proposed."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.cases.route-confirmed.v1"
    TOPIC: ClassVar[Topic] = Topic.CASES

    confirmed_at: datetime
    route: Annotated[HandMadeRoute | None, Sealed(Compartment.PARTICIPATION)] = None

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            question_id=examples.QUESTION_ID,
            reference=examples.REFERENCE,
            confirmed_at=examples.MOMENT,
            route=HandMadeRoute.example(),
        )
