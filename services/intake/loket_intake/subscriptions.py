"""The events that this service handles, and the use case for each."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from loket_intake.handlers.forget_question import forget_question
from loket_intake.handlers.record_events import record_case_event
from loket_shared.bus.handlers import Handler
from loket_shared.contracts.event import Event
from loket_shared.contracts.events.cases_answered import CaseAnswered
from loket_shared.contracts.events.cases_closed import CaseClosed
from loket_shared.contracts.events.cases_coordination_started import CaseCoordinationStarted
from loket_shared.contracts.events.cases_deadline_set import CaseDeadlineSet
from loket_shared.contracts.events.cases_erased import CaseErased
from loket_shared.contracts.events.cases_information_requested import CaseInformationRequested
from loket_shared.contracts.events.cases_opened import CaseOpened
from loket_shared.contracts.events.cases_reopened import CaseReopened

SUBSCRIPTIONS: Mapping[type[Event], Handler[Any]] = MappingProxyType(
    {
        CaseOpened: record_case_event,
        CaseCoordinationStarted: record_case_event,
        CaseDeadlineSet: record_case_event,
        CaseInformationRequested: record_case_event,
        CaseAnswered: record_case_event,
        CaseClosed: record_case_event,
        CaseReopened: record_case_event,
        CaseErased: forget_question,
    }
)
