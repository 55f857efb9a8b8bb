"""An asker handed in a question or a report of an incident."""

from datetime import datetime
from typing import Annotated, ClassVar, Self

from pydantic import Field

from loket_shared.contracts import examples
from loket_shared.contracts.compartments import Compartment
from loket_shared.contracts.event import Sealed
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.shared_parts import Asker, Institution, Partner, QuestionContent, Recipient
from loket_shared.contracts.texts import BilingualText, Language
from loket_shared.contracts.topics import Topic


class QuestionSubmitted(QuestionEvent):
    """An asker handed in a question or a report of an incident."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.questions.submitted.v1"
    TOPIC: ClassVar[Topic] = Topic.QUESTIONS

    submitted_at: datetime
    language: Language
    number_of_files: int = Field(ge=0)
    question: Annotated[QuestionContent | None, Sealed(Compartment.QUESTION)] = None
    asker: Annotated[Asker | None, Sealed(Compartment.ASKER)] = None

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            question_id=examples.QUESTION_ID,
            reference=examples.REFERENCE,
            submitted_at=examples.MOMENT,
            language="nl",
            number_of_files=0,
            question=QuestionContent(
                kind="question",
                topics=("collaboration-institution",),
                subject="Gezamenlijk onderzoek naar geïntegreerde fotonica",
                description="Een technische universiteit buiten de EU vraagt toegang tot onze cleanroom.",
                fields=("photonics",),
                countries=("XX",),
                partners=(Partner(name="Technische universiteit", type="university"),),
                consent_to_share=True,
                institution=Institution(
                    ror_id="https://ror.org/05vx0yt93",
                    name=BilingualText(nl="Universiteit Voorbeeldstad", en="Voorbeeldstad University"),
                    kind="university",
                ),
            ),
            asker=Asker(
                subject="asker",
                name="Indiener",
                email="asker@voorbeeldstad.example",
                recipients=(Recipient(name="Indiener", email="asker@voorbeeldstad.example"),),
            ),
        )
