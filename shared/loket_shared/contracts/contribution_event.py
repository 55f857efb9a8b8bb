"""Events about the work of one department: nothing in the clear leads back to the question."""

from typing import Annotated, ClassVar
from uuid import UUID

from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.contracts.event import Event, Reference, Sealed
from loket_shared.contracts.model import WireModel


class ContributionWork(WireModel):
    """What only the department itself and the back office may know of a request."""

    question_id: UUID
    reference: Reference
    department: str


class ContributionNotice(WireModel):
    """The little that the mail to a department's functional mailbox is made from.

    The question's id names the key; neither the reference nor anything of the content is in it.
    """

    question_id: UUID
    department: str


class ContributionEvent(Event):
    """An event about one contribution request, with a key, subject, version and trace of its own."""

    LINKED: ClassVar[bool] = False

    request_id: UUID
    work: Annotated[ContributionWork | None, Sealed(Compartment.WORK)] = None
    notice: Annotated[ContributionNotice | None, Sealed(Compartment.NOTICE)] = None

    @property
    def key(self) -> UUID:
        """The request's id."""
        return self.request_id

    def key_name(self, compartment: Compartment) -> KeyName:
        """Name the request's own key of ``compartment``.

        Raises:
            ValueError: the work part is closed, so that the question is unknown.
        """
        if self.work is None:
            raise ValueError("only who holds the work part can name its keys")
        return KeyName(self.work.question_id, compartment, self.request_id)
