"""Records how people intervene after a decision: an officer confirms the route or makes another, the asker withdraws.

An officer's route by hand wins. The events are ``cases.route-confirmed``, ``cases.rerouted-by-hand`` and
``questions.withdrawn``.
"""

from loket_routing.domain.decide.history import OfficerDecision
from loket_routing.store.decisions import append_entry
from loket_routing.store.questions import lock_question, mark_withdrawn
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.events.cases_rerouted_by_hand import CaseReroutedByHand
from loket_shared.contracts.events.cases_route_confirmed import CaseRouteConfirmed
from loket_shared.contracts.events.questions_withdrawn import QuestionWithdrawn
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.shared_parts import HandMadeRoute
from loket_shared.failures import PermanentError
from loket_shared.unit_of_work import UnitOfWork


async def record_confirmation(work: UnitOfWork, incoming: Incoming[CaseRouteConfirmed]) -> None:
    """Record that an officer confirmed the route."""
    event = incoming.event
    route = _require_route(event.route)
    await _append(work, event, OfficerDecision(kind="confirmed", at=event.confirmed_at, route=route))


async def record_rerouting(work: UnitOfWork, incoming: Incoming[CaseReroutedByHand]) -> None:
    """Record the route that an officer made by hand; its event may come before the submission."""
    event = incoming.event
    route = _require_route(event.route)
    await _append(work, event, OfficerDecision(kind="by-hand", at=event.rerouted_at, route=route))


async def record_withdrawal(work: UnitOfWork, incoming: Incoming[QuestionWithdrawn]) -> None:
    """Record the withdrawal; the decisions stay readable for those who took part."""
    row = await lock_question(work, incoming.event)
    await mark_withdrawn(work, row, incoming.event.withdrawn_at)


def _require_route(route: HandMadeRoute | None) -> HandMadeRoute:
    if route is None:
        raise PermanentError("the compartment of who takes part is out of reach")
    return route


async def _append(work: UnitOfWork, event: QuestionEvent, decision: OfficerDecision) -> None:
    row = await lock_question(work, event)
    if row.erased_at is None:
        await append_entry(work, event.question_id, decision)
