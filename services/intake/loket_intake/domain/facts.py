"""Facts: one for each event in the life of a question after its submission; its status follows from them.

No status is stored (docs/architecture.md#who-owns-what).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from loket_shared.contracts.event import Event
from loket_shared.contracts.events.cases_answered import CaseAnswered
from loket_shared.contracts.events.cases_closed import CaseClosed
from loket_shared.contracts.events.cases_coordination_started import CaseCoordinationStarted
from loket_shared.contracts.events.cases_deadline_set import REPLY, CaseDeadlineSet
from loket_shared.contracts.events.cases_information_requested import CaseInformationRequested
from loket_shared.contracts.events.cases_opened import CaseOpened
from loket_shared.contracts.events.cases_reopened import CaseReopened
from loket_shared.failures import PermanentError


class FactKind(StrEnum):
    """The kinds of fact. Facts of the same moment are read in this order.

    The last two set the deadline of the answer, and of the response to a message after the answer.
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


class EventWithoutFactError(PermanentError):
    """The asker learns nothing from this type of event."""


@dataclass(frozen=True)
class FactContent:
    """The sealed part of a fact.

    ``consent`` is the asker's choice on sharing if a supplement has one; ``helpful`` is set by feedback.
    """

    text: str | None = None
    consent: bool | None = None
    helpful: bool | None = None


NO_CONTENT = FactContent()


@dataclass(frozen=True)
class QuestionFact:
    """One thing that happened; ``id`` is the event's, ``due`` the deadline that the fact sets."""

    id: UUID
    kind: FactKind
    at: datetime
    due: datetime | None = None
    content: FactContent = NO_CONTENT

    @property
    def order(self) -> tuple[datetime, int, UUID]:
        """Sorts facts into one history, independent of the order in which their events arrived."""
        return self.at, _RANK[self.kind], self.id


def in_order(facts: Iterable[QuestionFact]) -> list[QuestionFact]:
    """Return the facts as one history."""
    return sorted(facts, key=lambda fact: fact.order)


def fact_from_event(event: Event, event_id: UUID) -> QuestionFact:
    """Return the fact that the asker learns from an event of the back office.

    Raises:
        EventWithoutFactError: the asker learns nothing from it.
    """
    match event:
        case CaseOpened():
            return QuestionFact(event_id, FactKind.OPENED, event.opened_at)
        case CaseCoordinationStarted():
            return QuestionFact(event_id, FactKind.COORDINATION_STARTED, event.started_at, due=event.due)
        case CaseInformationRequested():
            request = FactContent(text=event.request.text if event.request else None)
            return QuestionFact(event_id, FactKind.INFORMATION_REQUESTED, event.requested_at, content=request)
        case CaseAnswered():
            answer = FactContent(text=event.answer.text if event.answer else None)
            return QuestionFact(event_id, FactKind.ANSWERED, event.answered_at, content=answer)
        case CaseClosed():
            return QuestionFact(event_id, FactKind.CLOSED, event.closed_at)
        case CaseDeadlineSet():
            kind = FactKind.RESPONSE_DUE if event.clock == REPLY else FactKind.ANSWER_DUE
            return QuestionFact(event_id, kind, event.set_at, due=event.due)
        case CaseReopened():
            return QuestionFact(event_id, FactKind.REOPENED, event.reopened_at)
        case _:
            raise EventWithoutFactError(event.TYPE)


class Status(StrEnum):
    """The status of a question for its asker."""

    RECEIVED = "received"
    IN_PROGRESS = "in-progress"
    WAITING_FOR_YOU = "waiting-for-you"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


_WAITING = {Status.WAITING_FOR_YOU: Status.IN_PROGRESS}
OPEN_STATUSES = frozenset({Status.RECEIVED, Status.IN_PROGRESS, Status.WAITING_FOR_YOU})
_NOT_WITHDRAWN = tuple(status for status in Status if status is not Status.WITHDRAWN)

TRANSITIONS: Mapping[FactKind, Mapping[Status, Status]] = MappingProxyType(
    {
        FactKind.OPENED: {Status.RECEIVED: Status.IN_PROGRESS},
        FactKind.COORDINATION_STARTED: {Status.RECEIVED: Status.IN_PROGRESS},
        FactKind.INFORMATION_REQUESTED: dict.fromkeys(OPEN_STATUSES, Status.WAITING_FOR_YOU),
        FactKind.SUPPLEMENTED: _WAITING,
        FactKind.ANSWERED: dict.fromkeys(_NOT_WITHDRAWN, Status.ANSWERED),
        FactKind.FEEDBACK_GIVEN: {},
        FactKind.CLOSED: dict.fromkeys(_NOT_WITHDRAWN, Status.CLOSED),
        FactKind.REOPENED: {Status.ANSWERED: Status.IN_PROGRESS, Status.CLOSED: Status.IN_PROGRESS},
        FactKind.WITHDRAWN: dict.fromkeys(OPEN_STATUSES, Status.WITHDRAWN),
        FactKind.ANSWER_DUE: {},
        FactKind.RESPONSE_DUE: {},
    }
)
"""The new status by kind of fact and current status; a status that is not named stays."""


def status_of(facts: Iterable[QuestionFact]) -> Status:
    """Return the status of a question with these facts; the order in which they arrived does not matter."""
    status = Status.RECEIVED
    for fact in in_order(facts):
        status = TRANSITIONS[fact.kind].get(status, status)
    return status
