"""``/v1/decisions``: the route of a question, and its reasons."""

from fastapi import APIRouter

from loket_routing.handlers.read_decision import read_decision
from loket_routing.views.decision_view import DecisionView
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.direct_route import DirectRoute
from loket_shared.identity.tokens import CurrentPrincipal

router = APIRouter(prefix="/v1/decisions", tags=["decisions"], route_class=DirectRoute)


@router.get("/{reference}")
async def decision(reference: str, principal: CurrentPrincipal, runtime: RuntimeDep) -> DecisionView:
    """Return the decision on the question with this reference, as far as the reader may see it."""
    async with runtime.unit_of_work() as work:
        read = await read_decision(work, principal, reference)
    return DecisionView.of(reference, *read)
