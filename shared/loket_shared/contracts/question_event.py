"""Events about one question."""

from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from pydantic import Field

from loket_shared.contracts import examples
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.contracts.event import Event, Reference


class QuestionEvent(Event):
    """An event about one question: its key is the question's id, its subject the reference."""

    question_id: UUID
    reference: Reference

    @property
    def key(self) -> UUID:
        """The question's id."""
        return self.question_id

    @property
    def subject(self) -> str:
        """The question's reference."""
        return self.reference

    @classmethod
    def attribute_fields(cls) -> set[str]:
        """The reference: it travels only as the subject."""
        return {"reference"}

    @classmethod
    def from_attributes(cls, subject: str) -> dict[str, Any]:
        """Return the reference in the subject."""
        return {"reference": subject}

    def key_name(self, compartment: Compartment) -> KeyName:
        """Return the name of the question's own key of ``compartment``."""
        return KeyName(self.question_id, compartment)


class CaseDeadlineEvent(QuestionEvent):
    """An event about the term of one of a case's clocks; ``percentage`` of it has passed."""

    EXAMPLE_PERCENTAGE: ClassVar[int]

    clock: str
    due: datetime
    percentage: int = Field(ge=0, description="of the term, in working time")

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            question_id=examples.QUESTION_ID,
            reference=examples.REFERENCE,
            clock="first-response",
            due=examples.DUE,
            percentage=cls.EXAMPLE_PERCENTAGE,
        )
