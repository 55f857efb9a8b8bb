"""The events that the back office subscribes to, and the handler of each."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from loket_backoffice.handlers.record_events import (
    open_case,
    record_arrival,
    record_failure,
    record_feedback,
    record_route_decision,
    record_supplement,
    record_withdrawal,
)
from loket_shared.bus.handlers import Handler, QuestionsOnly
from loket_shared.contracts.event import Event
from loket_shared.contracts.events.notifications_delivered import NotificationDelivered
from loket_shared.contracts.events.notifications_failed import NotificationFailed
from loket_shared.contracts.events.questions_feedback_given import QuestionFeedbackGiven
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.contracts.events.questions_supplemented import QuestionSupplemented
from loket_shared.contracts.events.questions_withdrawn import QuestionWithdrawn
from loket_shared.contracts.events.routing_decided import RoutingDecided
from loket_shared.contracts.events.routing_revised import RoutingRevised

SUBSCRIPTIONS: Mapping[type[Event], Handler[Any]] = MappingProxyType(
    {
        QuestionSubmitted: open_case,
        QuestionSupplemented: record_supplement,
        QuestionWithdrawn: record_withdrawal,
        QuestionFeedbackGiven: record_feedback,
        NotificationFailed: QuestionsOnly(record_failure),
        NotificationDelivered: QuestionsOnly(record_arrival),
        RoutingDecided: record_route_decision,
        RoutingRevised: record_route_decision,
    }
)
