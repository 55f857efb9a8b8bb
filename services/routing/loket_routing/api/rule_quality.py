"""``/v1/rule-quality``: the quality of the rules, and suggestions for their recalibration."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Header, Query, Response

from loket_routing.domain.quality.suggestions import Suggestion
from loket_routing.handlers.read_quality import read_quality
from loket_routing.views.quality_view import CSV, QualityView, csv_response
from loket_shared.http.content_negotiation import preference
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.direct_route import DirectRoute
from loket_shared.http.paging import Page
from loket_shared.identity.tokens import CurrentPrincipal

router = APIRouter(prefix="/v1/rule-quality", tags=["rule sets"], route_class=DirectRoute)

PeriodStart = Annotated[date | None, Query(alias="from")]
PeriodEnd = Annotated[date | None, Query(alias="until")]


@router.get("")
async def quality(
    principal: CurrentPrincipal, runtime: RuntimeDep, first: PeriodStart = None, last: PeriodEnd = None
) -> QualityView:
    """Return the figures of a period, both days inclusive, and the suggestions; the last year where none is asked."""
    async with runtime.unit_of_work() as work:
        return await read_quality(work, principal, first, last)


@router.get("/suggestions", response_model=Page[Suggestion], responses={200: {"content": {CSV: {}}}})
async def suggestions(
    principal: CurrentPrincipal,
    runtime: RuntimeDep,
    first: PeriodStart = None,
    last: PeriodEnd = None,
    accept: Annotated[str, Header()] = "",
) -> Response | Page[Suggestion]:
    """Return the suggestions alone; as a table (RFC 4180) where ``Accept`` prefers ``text/csv`` to JSON."""
    async with runtime.unit_of_work() as work:
        seen = await read_quality(work, principal, first, last)
    if preference(accept, CSV) <= preference(accept, "application/json"):
        return Page[Suggestion](items=seen.suggestions, next=None)
    return csv_response(seen, "recalibration")
