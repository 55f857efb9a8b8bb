"""Simulations: what a rule set would have made of all past questions."""

from fastapi import APIRouter, Response

from loket_routing.domain.simulating.course import SimulationState
from loket_routing.domain.wording.names import Names
from loket_routing.handlers.lifecycle.show_rule_set import show_rule_set
from loket_routing.handlers.simulations.cancel_simulation import cancel_simulation
from loket_routing.handlers.simulations.list_simulations import list_simulations
from loket_routing.handlers.simulations.order_simulation import order_simulation
from loket_routing.handlers.simulations.read_simulation import read_simulation
from loket_routing.pages.menu import SIMULATIONS
from loket_routing.pages.simulation_plots import plots_of
from loket_routing.pages.visit import Visit, VisitDep, see
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import ConflictError
from loket_shared.http.paging import PageById, PageRequest, last_id
from loket_shared.http.parameters import PathId
from loket_shared.web.form_keys import form_sending, sent_before

router = APIRouter(prefix=SIMULATIONS)

_UNDER_WAY = (SimulationState.QUEUED, SimulationState.RUNNING)


@router.get("")
async def show_all(visit: VisitDep, page: PageById) -> Response:
    """Show simulations, newest first."""
    return await _list(visit, page)


@router.post("")
async def order(visit: VisitDep, page: PageById) -> Response:
    """Begin the simulation of a rule set; where one is under way already, say so."""
    rule_set = str((await visit.request.form()).get("ruleSet", ""))
    sending = await form_sending(visit.principal, visit.request, {"ruleSet": [rule_set]})
    try:
        async with visit.work() as work:
            begun = await order_simulation(work, visit.principal, rule_set, sending)
    except ConflictError as refused:
        return await _list(visit, page, refused.text)
    return see(f"{SIMULATIONS}/{begun}")


@router.get("/{id}")
async def show(visit: VisitDep, simulation_id: PathId) -> Response:
    """Show how far a simulation is, and what it found once it is done."""
    return await _page(visit, simulation_id)


@router.post("/{id}")
async def cancel(visit: VisitDep, simulation_id: PathId) -> Response:
    """Cancel a simulation; where it is over already, say so."""
    try:
        async with visit.work() as work:
            if not await sent_before(work, visit.principal, visit.request, str(simulation_id), {}):
                await cancel_simulation(work, visit.principal, simulation_id)
    except ConflictError as refused:
        return await _page(visit, simulation_id, refused.text)
    return see(f"{SIMULATIONS}/{simulation_id}", "cancel")


async def _list(visit: Visit, page: PageRequest, refused: BilingualText | None = None) -> Response:
    async with visit.work() as work:
        found = await list_simulations(work, visit.principal, last_id(page), page.limit + 1)
    following = page.next_cursor([(each.id,) for each in found])
    return visit.page(
        "simulations.html",
        409 if refused else 200,
        simulations=found[: page.limit],
        refused=refused,
        first=page.after is None,
        following=f"{SIMULATIONS}?cursor={following}" if following else None,
    )


async def _page(visit: Visit, simulation_id: PathId, refused: BilingualText | None = None) -> Response:
    async with visit.work() as work:
        simulation = await read_simulation(work, visit.principal, simulation_id, refresh=visit.renews_itself)
        candidate = (await show_rule_set(work, visit.principal, simulation.rule_set)).rule_set
    return visit.page(
        "simulation.html",
        409 if refused else 200,
        simulation=simulation,
        under_way=simulation.state in _UNDER_WAY,
        names=Names.of(candidate, visit.today) if candidate else None,
        plots=plots_of(simulation.report, visit.today) if simulation.report else None,
        refused=refused,
    )
