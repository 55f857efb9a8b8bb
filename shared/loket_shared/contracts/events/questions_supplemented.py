"""The asker added something: text, an answer to the desk, or consent to share."""

from datetime import datetime
from typing import Annotated, ClassVar, Self

from pydantic import Field

from loket_shared.contracts import examples
from loket_shared.contracts.compartments import Compartment
from loket_shared.contracts.event import Sealed
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.topics import Topic


class Supplement(WireModel):
    """The added text; ``consent_to_share`` is None if the asker did not change it."""

    text: str
    consent_to_share: bool | None = None


class QuestionSupplemented(QuestionEvent):
    """The asker added something: text, an answer to the desk, or consent to share."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.questions.supplemented.v1"
    TOPIC: ClassVar[Topic] = Topic.QUESTIONS

    supplemented_at: datetime
    version: int = Field(ge=2, description="the question's version from this supplement on; submission is 1")
    supplement: Annotated[Supplement | None, Sealed(Compartment.QUESTION)] = None

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            question_id=examples.QUESTION_ID,
            reference=examples.REFERENCE,
            supplemented_at=examples.MOMENT,
            version=2,
            supplement=Supplement(text="De partner heeft een conceptovereenkomst gestuurd."),
        )
