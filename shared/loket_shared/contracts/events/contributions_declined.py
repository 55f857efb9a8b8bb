"""A department does not contribute, and says why."""

from datetime import datetime
from typing import Annotated, ClassVar, Self

from loket_shared.contracts import examples
from loket_shared.contracts.compartments import Compartment
from loket_shared.contracts.contribution_event import ContributionEvent, ContributionNotice, ContributionWork
from loket_shared.contracts.event import Sealed
from loket_shared.contracts.topics import Topic


class DeclinedWork(ContributionWork):
    """The reason why the department does not contribute, and the time of its decision."""

    reason: str
    declined_at: datetime | None = None


class ContributionDeclined(ContributionEvent):
    """A department does not contribute, and says why."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.contributions.declined.v1"
    TOPIC: ClassVar[Topic] = Topic.CONTRIBUTIONS

    work: Annotated[DeclinedWork | None, Sealed(Compartment.WORK)] = None

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            request_id=examples.REQUEST_ID,
            work=DeclinedWork(
                question_id=examples.QUESTION_ID,
                reference=examples.REFERENCE,
                department="OCW",
                reason="Dit valt buiten ons terrein.",
                declined_at=examples.MOMENT,
            ),
            notice=ContributionNotice(question_id=examples.QUESTION_ID, department="OCW"),
        )
