"""``/v1/simulations``: simulations of rule sets on all past questions (docs/architecture.md#routing)."""

from fastapi import APIRouter, Response

from loket_routing.domain.simulation.compare import ChangedRow
from loket_routing.handlers.simulations import (
    OrderBody,
    RowsPage,
    cancel_simulation,
    list_simulations,
    order_simulation,
    read_changes,
    read_simulation,
)
from loket_routing.views.simulation_view import SimulationSummaryView, SimulationView
from loket_shared.http.dependencies import PathId, RuntimeDep
from loket_shared.http.direct_route import DirectRoute
from loket_shared.http.idempotency_key import OnceDep
from loket_shared.http.paging import Page, PageById, last_id
from loket_shared.identity.tokens import CurrentPrincipal
from loket_shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/simulations", tags=["simulations"], route_class=DirectRoute)


@router.get("")
async def simulations(principal: CurrentPrincipal, runtime: RuntimeDep, page: PageById) -> Page[SimulationSummaryView]:
    """Return simulations, newest first."""
    async with runtime.unit_of_work() as work:
        found = await list_simulations(work, principal, last_id(page), page.limit + 1)
    return Page[SimulationSummaryView](items=found[: page.limit], next=page.next_cursor([(each.id,) for each in found]))


@router.post("", status_code=201)
async def order(
    body: OrderBody, principal: CurrentPrincipal, runtime: RuntimeDep, once: OnceDep, response: Response
) -> SimulationView:
    """Ask for a simulation of a rule set beside the one in force."""
    async with runtime.unit_of_work() as work:
        simulation_id = await order_simulation(work, principal, body.rule_set, once.sending)
        response.headers["Location"] = f"/v1/simulations/{simulation_id}"
        return await read_simulation(work, principal, simulation_id)


@router.get("/{id}")
async def simulation(simulation_id: PathId, principal: CurrentPrincipal, runtime: RuntimeDep) -> SimulationView:
    """Return how far a simulation is and, once it is done, its report."""
    async with runtime.unit_of_work() as work:
        return await read_simulation(work, principal, simulation_id)


@router.get("/{id}/changes")
async def changes(
    simulation_id: PathId, principal: CurrentPrincipal, runtime: RuntimeDep, page: RowsPage
) -> Page[ChangedRow]:
    """Return the questions that would go elsewhere, under row numbers; those erased since are left out."""
    after = int(page.after[0]) if page.after else 0
    async with runtime.unit_of_work() as work:
        found = await read_changes(work, principal, simulation_id, after, page.limit + 1)
    shown = set(found.numbers[: page.limit])
    rows = tuple(row for row in found.rows if row.row in shown)
    return Page[ChangedRow](items=rows, next=page.next_cursor([(number,) for number in found.numbers]))


@router.post("/{id}/cancellation")
async def cancel(simulation_id: PathId, principal: CurrentPrincipal, once: OnceDep) -> SimulationView:
    """Cancel a simulation that waits or runs."""

    async def carried_out(work: UnitOfWork) -> SimulationView:
        await cancel_simulation(work, principal, simulation_id)
        return await read_simulation(work, principal, simulation_id)

    return await once.do(
        str(simulation_id), carried_out, lambda work, _: read_simulation(work, principal, simulation_id)
    )
