"""Events about one mail: what it was about stands in the key, to whom stands sealed."""

from abc import ABC
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal, Self, cast
from uuid import UUID

from pydantic import model_validator

from loket_shared.contracts import examples
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.contracts.event import Event, Reference, Sealed
from loket_shared.contracts.model import WireModel

Channel = Literal["mail"]

INFORMATION_NEEDED = "information-needed"
"""The occasion of a mail that says that the desk asks the asker something."""


class DeliveryDetails(WireModel):
    """To whom the mail went; ``question_id`` names the key and stays inside the seal for a request.

    So does the moment, ``ended_at``, which about a question stands in the clear and not here. Of a mail about a
    question ``occasion`` tells what it was for, and ``written_at`` when it was made.
    """

    question_id: UUID
    recipient: str
    ended_at: datetime | None = None
    occasion: str | None = None
    written_at: datetime | None = None

    @classmethod
    def example(cls) -> Self:
        """Return the details of the catalogue's examples."""
        return cls(
            question_id=examples.QUESTION_ID,
            recipient="asker@voorbeeldstad.example",
            occasion=INFORMATION_NEEDED,
            written_at=examples.MOMENT - timedelta(hours=1),
        )


class NotificationEvent(Event, ABC):
    """What became of one delivery, about a question or about a contribution request.

    About a question's events it carries the question's id and reference and the moment; about a request
    only the request's id, so that nothing links the two (table "what may stand in the clear").
    """

    delivery_id: UUID
    channel: Channel = "mail"
    question_id: UUID | None = None
    request_id: UUID | None = None
    reference: Reference | None = None
    to_asker: Annotated[DeliveryDetails | None, Sealed(Compartment.ASKER, optional=True)] = None
    to_department: Annotated[DeliveryDetails | None, Sealed(Compartment.NOTICE, optional=True)] = None

    @model_validator(mode="after")
    def about_one_thing(self) -> "NotificationEvent":
        """Refuse an event that is about both a question and a request, or about neither."""
        if (self.question_id is None) == (self.request_id is None):
            raise ValueError("a delivery is about a question or about a request")
        return self

    @property
    def key(self) -> UUID:
        """The question's id, or for a department's mail the request's."""
        if self.request_id is not None:
            return self.request_id
        return cast(UUID, self.question_id)

    @property
    def subject(self) -> str:
        """The question's reference, or for a department's mail the request's id."""
        return self.reference or str(self.key)

    @classmethod
    def attribute_fields(cls) -> set[str]:
        """The reference is the subject and stands nowhere else."""
        return {"reference"}

    @classmethod
    def from_attributes(cls, subject: str) -> dict[str, Any]:
        """Take the reference from the subject, where it is one and not a request's id."""
        return {"reference": subject} if subject.startswith("KV-") else {}

    def key_name(self, compartment: Compartment) -> KeyName:
        """Name the asker's key, or the notice key of the request.

        Raises:
            ValueError: the part that names the question is closed.
        """
        details = self.to_asker or self.to_department
        if details is None:
            raise ValueError("only who holds the details can name their key")
        return KeyName(details.question_id, compartment, self.request_id)
