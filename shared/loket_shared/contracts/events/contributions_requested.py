"""A department is asked for its contribution."""

from datetime import datetime
from typing import Annotated, ClassVar, Self

from loket_shared.contracts import examples
from loket_shared.contracts.compartments import Compartment
from loket_shared.contracts.contribution_event import (
    ContributionEvent,
    ContributionNotice,
    ContributionWork,
    LastDay,
)
from loket_shared.contracts.event import Sealed
from loket_shared.contracts.topics import Topic


class RequestedWork(ContributionWork):
    """The request, its time and its term; ``question`` is the front office's own question to the department."""

    question: str | None = None
    urgent: bool = False
    requested_at: datetime | None = None
    due: datetime | None = None


class ContributionRequested(ContributionEvent):
    """A department is asked for its contribution."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.contributions.requested.v1"
    TOPIC: ClassVar[Topic] = Topic.CONTRIBUTIONS

    due: LastDay
    work: Annotated[RequestedWork | None, Sealed(Compartment.WORK)] = None

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            request_id=examples.REQUEST_ID,
            due=examples.DUE,
            work=RequestedWork(
                question_id=examples.QUESTION_ID,
                reference=examples.REFERENCE,
                department="OCW",
                requested_at=examples.MOMENT,
                due=examples.DUE,
            ),
            notice=ContributionNotice(question_id=examples.QUESTION_ID, department="OCW"),
        )
