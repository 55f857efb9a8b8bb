"""What happened to a question after it was handed in, one fact for each thing that happened."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class FactKind(StrEnum):
    """The kinds of fact, in the order in which facts of one moment are read.

    The last two tell by when the asker gets the answer, or a response to a message after it.
    """

    OPENED = "opened"
    REOPENED = "reopened"
    COORDINATION_STARTED = "coordination-started"
    INFORMATION_REQUESTED = "information-requested"
    SUPPLEMENTED = "supplemented"
    ANSWERED = "answered"
    FEEDBACK_GIVEN = "feedback-given"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    ANSWER_DUE = "answer-due"
    RESPONSE_DUE = "response-due"


_RANK = {kind: rank for rank, kind in enumerate(FactKind)}


@dataclass(frozen=True)
class FactContent:
    """What was said in a fact.

    ``consent`` is the asker's word on sharing, where a supplement carried one; ``helpful`` the
    judgement of a feedback.
    """

    text: str | None = None
    consent: bool | None = None
    helpful: bool | None = None


NO_CONTENT = FactContent()


@dataclass(frozen=True)
class QuestionFact:
    """One thing that happened; ``due`` is the new term where the fact sets one."""

    id: UUID
    kind: FactKind
    at: datetime
    due: datetime | None = None
    said: FactContent = NO_CONTENT

    @property
    def order(self) -> tuple[datetime, int, UUID]:
        """Sorts facts into one history, whatever the order in which they became known."""
        return self.at, _RANK[self.kind], self.id
