"""``/v1/cases``: queues, and the case by itself."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from loket_backoffice.domain.case_states import CaseState
from loket_backoffice.domain.queues import Filter, Order, Position, Queue, Urgency
from loket_backoffice.handlers.list_cases import list_cases
from loket_backoffice.handlers.read_case import read_case, read_clocks
from loket_backoffice.views.case_view import CaseSummaryView, CaseView
from loket_backoffice.views.clock_view import ClockView
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.paging import Key, Page, PageRequest, page_of
from loket_shared.identity.bearer import CurrentPrincipal
from loket_shared.identity.principal import Principal
from loket_shared.moment_types import Moment
from loket_shared.ops.runtime import Runtime

router = APIRouter(prefix="/v1/cases", tags=["cases"])

CasePageRequest = Annotated[PageRequest, page_of(int, datetime, datetime, UUID)]


@router.get("", response_model_exclude_unset=True)
async def queue_of_cases(
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
    return await page_of_cases(
        principal, runtime, page, Filter(queue, state, reference, order, position_of(page.after))
    )


async def page_of_cases(
    reader: Principal, runtime: Runtime, page: PageRequest, wanted: Filter, *, refresh: bool = False
) -> Page[CaseSummaryView]:
    """Return one page of a queue; ``refresh`` as for ``list_cases``."""
    async with runtime.unit_of_work() as work:
        listed = await list_cases(work, reader, wanted, page.limit, refresh=refresh)
    return Page[CaseSummaryView](items=listed.cases, next=page.next_cursor([_key(place) for place in listed.positions]))


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


def _key(place: Position) -> Key:
    (rank, due), opened_at, case_id = place
    return rank, due, opened_at, case_id


def position_of(after: Key | None) -> Position | None:
    """Return the place in a list that a cursor names."""
    if after is None:
        return None
    rank, due, opened_at, case_id = after
    return Position(Urgency(rank, due), opened_at, case_id)
