"""Every event of the desk: the index of the contracts."""

from collections.abc import Mapping
from types import MappingProxyType

from loket_shared.contracts.event import Event
from loket_shared.contracts.events.audit_heads_published import AuditHeadPublished
from loket_shared.contracts.events.cases_answered import CaseAnswered
from loket_shared.contracts.events.cases_assigned import CaseAssigned
from loket_shared.contracts.events.cases_closed import CaseClosed
from loket_shared.contracts.events.cases_coordination_started import CaseCoordinationStarted
from loket_shared.contracts.events.cases_deadline_at_risk import CaseDeadlineAtRisk
from loket_shared.contracts.events.cases_deadline_missed import CaseDeadlineMissed
from loket_shared.contracts.events.cases_deadline_set import CaseDeadlineSet
from loket_shared.contracts.events.cases_erased import CaseErased
from loket_shared.contracts.events.cases_information_requested import CaseInformationRequested
from loket_shared.contracts.events.cases_opened import CaseOpened
from loket_shared.contracts.events.cases_reopened import CaseReopened
from loket_shared.contracts.events.cases_rerouted_by_hand import CaseReroutedByHand
from loket_shared.contracts.events.cases_route_confirmed import CaseRouteConfirmed
from loket_shared.contracts.events.contributions_deadline_at_risk import ContributionDeadlineAtRisk
from loket_shared.contracts.events.contributions_deadline_missed import ContributionDeadlineMissed
from loket_shared.contracts.events.contributions_declined import ContributionDeclined
from loket_shared.contracts.events.contributions_released import ContributionReleased
from loket_shared.contracts.events.contributions_requested import ContributionRequested
from loket_shared.contracts.events.dead_letters_recorded import DeadLetterRecorded
from loket_shared.contracts.events.notifications_delivered import NotificationDelivered
from loket_shared.contracts.events.notifications_failed import NotificationFailed
from loket_shared.contracts.events.questions_feedback_given import QuestionFeedbackGiven
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.contracts.events.questions_supplemented import QuestionSupplemented
from loket_shared.contracts.events.questions_withdrawn import QuestionWithdrawn
from loket_shared.contracts.events.routing_decided import RoutingDecided
from loket_shared.contracts.events.routing_revised import RoutingRevised
from loket_shared.contracts.events.routing_rule_set_activated import RuleSetActivated

EVENTS: tuple[type[Event], ...] = (
    QuestionFeedbackGiven,
    QuestionSubmitted,
    QuestionSupplemented,
    QuestionWithdrawn,
    RoutingDecided,
    RoutingRevised,
    RuleSetActivated,
    CaseAnswered,
    CaseAssigned,
    CaseClosed,
    CaseCoordinationStarted,
    CaseDeadlineAtRisk,
    CaseDeadlineMissed,
    CaseDeadlineSet,
    CaseErased,
    CaseInformationRequested,
    CaseOpened,
    CaseReopened,
    CaseReroutedByHand,
    CaseRouteConfirmed,
    ContributionDeadlineAtRisk,
    ContributionDeadlineMissed,
    ContributionDeclined,
    ContributionReleased,
    ContributionRequested,
    NotificationDelivered,
    NotificationFailed,
    DeadLetterRecorded,
    AuditHeadPublished,
)

BY_TYPE: Mapping[str, type[Event]] = MappingProxyType({event.TYPE: event for event in EVENTS})
