"""``/v1/decisions``: who reads a question, and why."""

from fastapi import APIRouter

from loket_routing.api.decision_view import DecisionView
from loket_routing.handlers.read_decision import read_decision
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.identity.bearer import CurrentPrincipal

router = APIRouter(prefix="/v1/decisions", tags=["decisions"])


@router.get("/{reference}")
async def decision(reference: str, principal: CurrentPrincipal, runtime: RuntimeDep) -> DecisionView:
    """Return the decision on the question with this reference, projected to the reader."""
    async with runtime.unit_of_work() as work:
        standing, history, sight = await read_decision(principal, reference, work)
    return DecisionView.of(reference, standing, history, sight)
