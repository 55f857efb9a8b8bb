"""What the back office's events mean to the person who asked."""

from uuid import UUID

from loket_intake.domain.facts import Fact, FactKind, Said
from loket_shared.contracts.event import Event
from loket_shared.contracts.events.cases_answered import CaseAnswered
from loket_shared.contracts.events.cases_closed import CaseClosed
from loket_shared.contracts.events.cases_coordination_started import CaseCoordinationStarted
from loket_shared.contracts.events.cases_deadline_set import REPLY, CaseDeadlineSet
from loket_shared.contracts.events.cases_information_requested import CaseInformationRequested
from loket_shared.contracts.events.cases_opened import CaseOpened
from loket_shared.contracts.events.cases_reopened import CaseReopened
from loket_shared.failures import PermanentError


class NotForTheAsker(PermanentError):
    """This kind of event tells the asker nothing."""


def told_by(event: Event, event_id: UUID) -> Fact:
    """Return the fact that ``event`` tells.

    Raises:
        NotForTheAsker: it tells none.
    """
    match event:
        case CaseOpened():
            return Fact(event_id, FactKind.OPENED, event.opened_at)
        case CaseCoordinationStarted():
            return Fact(event_id, FactKind.COORDINATION_STARTED, event.started_at, due=event.due)
        case CaseInformationRequested():
            asked = Said(text=event.request.text if event.request else None)
            return Fact(event_id, FactKind.INFORMATION_REQUESTED, event.requested_at, said=asked)
        case CaseAnswered():
            advice = Said(text=event.answer.text if event.answer else None)
            return Fact(event_id, FactKind.ANSWERED, event.answered_at, said=advice)
        case CaseClosed():
            return Fact(event_id, FactKind.CLOSED, event.closed_at)
        case CaseDeadlineSet():
            kind = FactKind.RESPONSE_DUE if event.clock == REPLY else FactKind.ANSWER_DUE
            return Fact(event_id, kind, event.set_at, due=event.due)
        case CaseReopened():
            return Fact(event_id, FactKind.REOPENED, event.reopened_at)
        case _:
            raise NotForTheAsker(event.TYPE)
