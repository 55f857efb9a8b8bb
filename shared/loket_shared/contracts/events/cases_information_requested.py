"""The desk asks the asker for information and waits for it."""

from datetime import datetime
from typing import Annotated, ClassVar, Self

from loket_shared.contracts import examples
from loket_shared.contracts.compartments import Compartment
from loket_shared.contracts.event import Sealed
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.topics import Topic


class InformationRequest(WireModel):
    """The question of the desk to the asker."""

    text: str


class CaseInformationRequested(QuestionEvent):
    """The desk asks the asker for information and waits for it."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.cases.information-requested.v1"
    TOPIC: ClassVar[Topic] = Topic.CASES

    requested_at: datetime
    request: Annotated[InformationRequest | None, Sealed(Compartment.QUESTION)] = None

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            question_id=examples.QUESTION_ID,
            reference=examples.REFERENCE,
            requested_at=examples.MOMENT,
            request=InformationRequest(text="Welke partij financiert het onderzoek?"),
        )
