"""The events that this service handles."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from loket_routing.handlers.forget_question import forget_question
from loket_routing.handlers.record_interventions import record_confirmation, record_rerouting, record_withdrawal
from loket_routing.handlers.route_question import read_before_routing, route_question, route_supplement
from loket_shared.bus.handlers import Handler, Prepared
from loket_shared.contracts.event import Event
from loket_shared.contracts.events.cases_erased import CaseErased
from loket_shared.contracts.events.cases_rerouted_by_hand import CaseReroutedByHand
from loket_shared.contracts.events.cases_route_confirmed import CaseRouteConfirmed
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.contracts.events.questions_supplemented import QuestionSupplemented
from loket_shared.contracts.events.questions_withdrawn import QuestionWithdrawn

SUBSCRIPTIONS: Mapping[type[Event], Handler[Any]] = MappingProxyType(
    {
        QuestionSubmitted: Prepared(read_before_routing, route_question),
        QuestionSupplemented: route_supplement,
        QuestionWithdrawn: record_withdrawal,
        CaseRouteConfirmed: record_confirmation,
        CaseReroutedByHand: record_rerouting,
        CaseErased: forget_question,
    }
)
