"""Events about the work of one department: nothing in the clear leads back to the question.

A time would: a request and its question change at the same time, and the question's event has that time in the clear.
So times travel in the sealed work, and of a term only its last day is in the clear.
"""

from datetime import UTC, datetime
from typing import Annotated, ClassVar, Self
from uuid import UUID

from pydantic import AfterValidator, Field

from loket_shared.contracts import examples
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.contracts.event import Event, Reference, Sealed
from loket_shared.contracts.model import WireModel
from loket_shared.local_time import end_of_local_date


def _last_day(due: datetime) -> datetime:
    return end_of_local_date(due).astimezone(UTC)


LastDay = Annotated[
    datetime,
    AfterValidator(_last_day),
    Field(description="the end of the day on which it is due, in the Netherlands; the work tells the moment"),
]
"""The due day of a contribution; any time is rounded up to the end of its day."""


class ContributionWork(WireModel):
    """The data of a request that only the department itself and the back office may know."""

    question_id: UUID
    reference: Reference
    department: str


class TermOfWork(ContributionWork):
    """The term that is about to end or has ended."""

    due: datetime | None = None


class ContributionNotice(WireModel):
    """The data for the mail to a department's functional mailbox.

    The question's id names the key; neither the reference nor any content is in it.
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
        """Return the name of the request's own key of ``compartment``.

        Raises:
            ValueError: the work part is closed, so the question is unknown.
        """
        if self.work is None:
            raise ValueError("only who holds the work part can name its keys")
        return KeyName(self.work.question_id, compartment, self.request_id)


class ContributionDeadlineEvent(ContributionEvent):
    """An event about the term of a contribution request; ``percentage`` of it has passed."""

    EXAMPLE_PERCENTAGE: ClassVar[int]

    due: LastDay
    percentage: int = Field(ge=0, description="of the term, in working time")
    work: Annotated[TermOfWork | None, Sealed(Compartment.WORK)] = None

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            request_id=examples.REQUEST_ID,
            due=examples.DUE,
            percentage=cls.EXAMPLE_PERCENTAGE,
            work=TermOfWork(
                question_id=examples.QUESTION_ID,
                reference=examples.REFERENCE,
                department="OCW",
                due=examples.DUE,
            ),
            notice=ContributionNotice(question_id=examples.QUESTION_ID, department="OCW"),
        )
