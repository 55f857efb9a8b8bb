"""``/v1/cases``: queues, and single cases."""

from typing import Annotated

from fastapi import APIRouter, Query

from loket_backoffice.domain.case_states import CaseState
from loket_backoffice.domain.queues import Filter, Order, Queue
from loket_backoffice.handlers.list_cases import CasePageRequest, list_case_page
from loket_backoffice.handlers.read_case import read_case, read_clocks
from loket_backoffice.views.case_view import CaseSummaryView, CaseView
from loket_backoffice.views.clock_view import ClockView
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.paging import Page
from loket_shared.identity.tokens import CurrentPrincipal
from loket_shared.timestamps import Moment

router = APIRouter(prefix="/v1/cases", tags=["cases"])


@router.get("", response_model_exclude_unset=True)
async def list_cases(
    principal: CurrentPrincipal,
    runtime: RuntimeDep,
    page: CasePageRequest,
    queue: Queue = Queue.ALL,
    state: CaseState | None = None,
    reference: Annotated[str | None, Query(max_length=30)] = None,
    order: Order = Order.OPENED,
) -> Page[CaseSummaryView]:
    """Return the cases of a queue that the reader may see: opened last first, or the most urgent first.

    Urgency changes while one reads; who must meet every case once reads in the order of opening.
    """
    async with runtime.unit_of_work() as work:
        return await list_case_page(work, principal, page, Filter(queue, state, reference, order))


@router.get("/{reference}", response_model_exclude_unset=True)
async def case(reference: str, principal: CurrentPrincipal, runtime: RuntimeDep) -> CaseView:
    """Return the case, each part only for those who may see it."""
    async with runtime.unit_of_work() as work:
        return await read_case(work, principal, reference)


@router.get("/{reference}/clocks")
async def clocks(
    reference: str, principal: CurrentPrincipal, runtime: RuntimeDep, at: Moment | None = None
) -> tuple[ClockView, ...]:
    """Return the clocks of the case, as they stand or as they stood at ``at``."""
    async with runtime.unit_of_work() as work:
        return await read_clocks(work, principal, reference, at)
