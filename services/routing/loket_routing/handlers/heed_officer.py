"""``cases.route-confirmed`` and ``cases.rerouted-by-hand``: an officer's route is part of the history, and wins."""

from loket_routing.domain.history import ByOfficer
from loket_routing.store.decisions import append_entry
from loket_routing.store.questions import lock_question
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.events.cases_rerouted_by_hand import CaseReroutedByHand
from loket_shared.contracts.events.cases_route_confirmed import CaseRouteConfirmed
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.shared_parts import HandMadeRoute
from loket_shared.failures import PermanentError
from loket_shared.unit_of_work import UnitOfWork


async def heed_confirmation(incoming: Incoming[CaseRouteConfirmed], work: UnitOfWork) -> None:
    """Keep that an officer confirmed the route."""
    event = incoming.event
    await _keep(work, event, ByOfficer(kind="confirmed", at=event.confirmed_at, route=_readable(event.route)))


async def heed_rerouting(incoming: Incoming[CaseReroutedByHand], work: UnitOfWork) -> None:
    """Keep the route that an officer made by hand; it may come before the question itself."""
    event = incoming.event
    await _keep(work, event, ByOfficer(kind="by-hand", at=event.rerouted_at, route=_readable(event.route)))


def _readable(route: HandMadeRoute | None) -> HandMadeRoute:
    if route is None:
        raise PermanentError("the compartment of who takes part is out of reach")
    return route


async def _keep(work: UnitOfWork, event: QuestionEvent, entry: ByOfficer) -> None:
    row = await lock_question(work, event)
    if row.erased_at is None:
        await append_entry(work, event.question_id, entry)
