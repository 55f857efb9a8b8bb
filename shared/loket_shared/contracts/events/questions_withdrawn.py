"""The asker withdrew the question."""

from datetime import datetime
from typing import Annotated, ClassVar, Self

from loket_shared.contracts import examples
from loket_shared.contracts.compartments import Compartment
from loket_shared.contracts.event import Sealed
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.topics import Topic


class Withdrawal(WireModel):
    """The reason for the withdrawal, if the asker gave one."""

    reason: str | None = None


class QuestionWithdrawn(QuestionEvent):
    """The asker withdrew the question."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.questions.withdrawn.v1"
    TOPIC: ClassVar[Topic] = Topic.QUESTIONS

    withdrawn_at: datetime
    withdrawal: Annotated[Withdrawal | None, Sealed(Compartment.QUESTION)] = None

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            question_id=examples.QUESTION_ID,
            reference=examples.REFERENCE,
            withdrawn_at=examples.MOMENT,
            withdrawal=Withdrawal(reason="De samenwerking gaat niet door."),
        )
