"""The asker said whether the answer helped."""

from datetime import datetime
from typing import Annotated, ClassVar, Self

from loket_shared.contracts import examples
from loket_shared.contracts.compartments import Compartment
from loket_shared.contracts.event import Sealed
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.topics import Topic


class Feedback(WireModel):
    """The asker's judgement of the answer."""

    helpful: bool
    text: str | None = None


class QuestionFeedbackGiven(QuestionEvent):
    """The asker said whether the answer helped."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.questions.feedback-given.v1"
    TOPIC: ClassVar[Topic] = Topic.QUESTIONS

    given_at: datetime
    feedback: Annotated[Feedback | None, Sealed(Compartment.QUESTION)] = None

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            question_id=examples.QUESTION_ID,
            reference=examples.REFERENCE,
            given_at=examples.MOMENT,
            feedback=Feedback(helpful=True, text="Een bruikbaar advies."),
        )
