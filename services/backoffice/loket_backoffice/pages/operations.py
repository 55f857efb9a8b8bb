"""The operator's overview: promises, open cases, and the flow of events."""

from fastapi import APIRouter, Response

from loket_backoffice.domain.errors import TokenExpiredError
from loket_backoffice.handlers.operations import read_flow_metrics, read_service_levels
from loket_backoffice.pages.page_context import PageContextDep
from loket_backoffice.views.case_summary import with_next_clock

router = APIRouter()

_MOST_CASES = 50


@router.get("/bedrijfsvoering")
async def operations(context: PageContextDep) -> Response:
    """Show the overview."""
    async with context.work() as work:
        levels = await read_service_levels(work, context.principal, _MOST_CASES, refresh=context.renews_itself)
    try:
        flows = await read_flow_metrics(context.principal, context.runtime.settings, context.access_token)
    except TokenExpiredError:
        flows = None
    cases = with_next_clock(levels.open_cases)
    return context.page("operations.html", promises=levels.promises, cases=cases, flows=flows)
