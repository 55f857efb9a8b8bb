"""What this service listens to, and what it does about it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from loket_notifications.domain.occasions import Occasion
from loket_notifications.handlers.forget_question import forget_question
from loket_notifications.handlers.learn_contact import learn_contact
from loket_notifications.handlers.tell_asker import tell_asker
from loket_notifications.handlers.tell_department import tell_department
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
        QuestionSubmitted: learn_contact,
        CaseInformationRequested: tell_asker(Occasion.INFORMATION_NEEDED),
        CaseCoordinationStarted: tell_asker(Occasion.COORDINATION_STARTED),
        CaseAnswered: tell_asker(Occasion.ANSWERED),
        CaseClosed: tell_asker(Occasion.CLOSED),
        CaseErased: forget_question,
        ContributionRequested: tell_department(Occasion.NEW_WORK),
        ContributionDeadlineAtRisk: tell_department(Occasion.WORK_AT_RISK),
    }
)
