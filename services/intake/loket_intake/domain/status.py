"""The status of a question, derived from its facts and never stored (docs/architecture.md#who-owns-what)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from loket_intake.domain.facts import FactKind, QuestionFact, in_order


class Status(StrEnum):
    """The status of a question for its asker."""

    RECEIVED = "received"
    IN_PROGRESS = "in-progress"
    WAITING_FOR_YOU = "waiting-for-you"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


_WAITING = {Status.WAITING_FOR_YOU: Status.IN_PROGRESS}
_OPEN = (Status.RECEIVED, Status.IN_PROGRESS, Status.WAITING_FOR_YOU)
_NOT_WITHDRAWN = tuple(status for status in Status if status is not Status.WITHDRAWN)

TRANSITIONS: Mapping[FactKind, Mapping[Status, Status]] = MappingProxyType(
    {
        FactKind.OPENED: {Status.RECEIVED: Status.IN_PROGRESS},
        FactKind.COORDINATION_STARTED: {Status.RECEIVED: Status.IN_PROGRESS},
        FactKind.INFORMATION_REQUESTED: dict.fromkeys(_OPEN, Status.WAITING_FOR_YOU),
        FactKind.SUPPLEMENTED: _WAITING,
        FactKind.ANSWERED: dict.fromkeys(_NOT_WITHDRAWN, Status.ANSWERED),
        FactKind.FEEDBACK_GIVEN: {},
        FactKind.CLOSED: dict.fromkeys(_NOT_WITHDRAWN, Status.CLOSED),
        FactKind.REOPENED: {Status.ANSWERED: Status.IN_PROGRESS, Status.CLOSED: Status.IN_PROGRESS},
        FactKind.WITHDRAWN: dict.fromkeys(_OPEN, Status.WITHDRAWN),
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
