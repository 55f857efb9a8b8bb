"""The events that this service handles, and their handlers."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from loket_notifications.domain.notification import NotificationKind
from loket_notifications.handlers.forget_question import forget_question
from loket_notifications.handlers.notify_recipients import notify_asker_of, notify_department_of, notify_of_receipt
from loket_shared.bus.handlers import Handler
from loket_shared.contracts.event import Event
from loket_shared.contracts.events.cases_answered import CaseAnswered
from loket_shared.contracts.events.cases_closed import CaseClosed
from loket_shared.contracts.events.cases_coordination_started import CaseCoordinationStarted
from loket_shared.contracts.events.cases_erased import CaseErased
from loket_shared.contracts.events.cases_information_requested import CaseInformationRequested
from loket_shared.contracts.events.contributions_deadline_at_risk import ContributionDeadlineAtRisk
from loket_shared.contracts.events.contributions_requested import ContributionRequested
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted

SUBSCRIPTIONS: Mapping[type[Event], Handler[Any]] = MappingProxyType(
    {
        QuestionSubmitted: notify_of_receipt,
        CaseInformationRequested: notify_asker_of(NotificationKind.INFORMATION_NEEDED),
        CaseCoordinationStarted: notify_asker_of(NotificationKind.COORDINATION_STARTED),
        CaseAnswered: notify_asker_of(NotificationKind.ANSWERED),
        CaseClosed: notify_asker_of(NotificationKind.CLOSED),
        CaseErased: forget_question,
        ContributionRequested: notify_department_of(NotificationKind.NEW_WORK),
        ContributionDeadlineAtRisk: notify_department_of(NotificationKind.WORK_AT_RISK),
    }
)
