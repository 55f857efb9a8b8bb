"""The operator's overview: what runs out first, how promises are kept, how messages flow."""

from fastapi import APIRouter, Response

from loket_backoffice.domain.errors import AccessOver
from loket_backoffice.handlers.read_flow_metrics import read_flow_metrics
from loket_backoffice.handlers.read_service_levels import read_service_levels
from loket_backoffice.pages.urgency import with_next_clock
from loket_backoffice.pages.visit import VisitDep

router = APIRouter()

_MOST_CASES = 50


@router.get("/operations")
async def operations(visit: VisitDep) -> Response:
    """Show the overview."""
    async with visit.work() as work:
        levels = await read_service_levels(work, visit.principal, _MOST_CASES, refresh=visit.renews_itself)
    try:
        flows = await read_flow_metrics(visit.principal, visit.runtime.settings, visit.access_token)
    except AccessOver:
        flows = None
    cases = with_next_clock(levels.open_cases)
    return visit.page("operations.html", promises=levels.promises, cases=cases, flows=flows)
