"""A department's approver released its contribution."""

from datetime import datetime
from typing import Annotated, ClassVar, Self

from loket_shared.contracts import examples
from loket_shared.contracts.compartments import Compartment
from loket_shared.contracts.contribution_event import ContributionEvent, ContributionNotice, ContributionWork
from loket_shared.contracts.event import Sealed
from loket_shared.contracts.topics import Topic


class ReleasedWork(ContributionWork):
    """The released contribution and the time of its release."""

    text: str
    background: str | None = None
    released_at: datetime | None = None


class ContributionReleased(ContributionEvent):
    """A department's approver released its contribution."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.contributions.released.v1"
    TOPIC: ClassVar[Topic] = Topic.CONTRIBUTIONS

    work: Annotated[ReleasedWork | None, Sealed(Compartment.WORK)] = None

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            request_id=examples.REQUEST_ID,
            work=ReleasedWork(
                question_id=examples.QUESTION_ID,
                reference=examples.REFERENCE,
                department="OCW",
                text="Geen bezwaar, mits de toegang wordt beperkt.",
                released_at=examples.MOMENT,
            ),
            notice=ContributionNotice(question_id=examples.QUESTION_ID, department="OCW"),
        )
