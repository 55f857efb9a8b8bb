"""A department's term has passed."""

from typing import Annotated, ClassVar, Self

from pydantic import Field

from loket_shared.contracts import examples
from loket_shared.contracts.compartments import Compartment
from loket_shared.contracts.contribution_event import ContributionEvent, ContributionNotice, LastDay, TermOfWork
from loket_shared.contracts.event import Sealed
from loket_shared.contracts.topics import Topic


class ContributionDeadlineMissed(ContributionEvent):
    """A department's term has passed."""

    TYPE: ClassVar[str] = "nl.kennisveiligheid.contributions.deadline-missed.v1"
    TOPIC: ClassVar[Topic] = Topic.CONTRIBUTIONS

    due: LastDay
    percentage: int = Field(ge=0, description="of the term, in working time")
    work: Annotated[TermOfWork | None, Sealed(Compartment.WORK)] = None

    @classmethod
    def example(cls) -> Self:
        """Return the catalogue's example."""
        return cls(
            request_id=examples.REQUEST_ID,
            due=examples.DUE,
            percentage=100,
            work=TermOfWork(
                question_id=examples.QUESTION_ID,
                reference=examples.REFERENCE,
                department="OCW",
                due=examples.DUE,
            ),
            notice=ContributionNotice(question_id=examples.QUESTION_ID, department="OCW"),
        )
