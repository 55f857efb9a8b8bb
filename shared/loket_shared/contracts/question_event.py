"""Events about one question."""

from typing import Any
from uuid import UUID

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
