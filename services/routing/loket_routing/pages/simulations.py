"""The pages of simulations: their progress, their reports, and the questions whose route would change."""

from fastapi import APIRouter, Response

from loket_routing.domain.presentation.label_lookup import LabelLookup
from loket_routing.domain.simulation.status import SimulationState
from loket_routing.handlers.read_rule_sets import show_rule_set
from loket_routing.handlers.simulations import (
    RowsPage,
    cancel_simulation,
    list_simulations,
    order_simulation,
    read_changes,
    read_simulation,
)
from loket_routing.pages.page_context import SIMULATIONS, PageContext, PageContextDep
from loket_routing.pages.plots import plots_of
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import ConflictError
from loket_shared.http.dependencies import PathId
from loket_shared.http.paging import PageById, PageRequest, last_id
from loket_shared.web.form_keys import form_sending, sent_before
from loket_shared.web.page_context import redirect

router = APIRouter(prefix=SIMULATIONS)

_UNDER_WAY = (SimulationState.QUEUED, SimulationState.RUNNING)


@router.get("")
async def show_all(context: PageContextDep, page: PageById) -> Response:
    """Show simulations, newest first."""
    return await _list(context, page)


@router.post("")
async def order(context: PageContextDep, page: PageById) -> Response:
    """Order a simulation of a rule set; if one is already queued or running, show an error."""
    rule_set = str((await context.request.form()).get("ruleSet", ""))
    sending = await form_sending(context.principal, context.request, {"ruleSet": [rule_set]})
    try:
        async with context.work() as work:
            begun = await order_simulation(work, context.principal, rule_set, sending)
    except ConflictError as refused:
        return await _list(context, page, refused.text)
    return redirect(f"{SIMULATIONS}/{begun}")


@router.get("/{id}")
async def show(context: PageContextDep, simulation_id: PathId) -> Response:
    """Show the progress of a simulation, and its report once it is done."""
    return await _page(context, simulation_id)


@router.post("/{id}")
async def cancel(context: PageContextDep, simulation_id: PathId) -> Response:
    """Cancel a simulation; if it has already ended, show an error."""
    try:
        async with context.work() as work:
            if not await sent_before(work, context.principal, context.request, str(simulation_id), {}):
                await cancel_simulation(work, context.principal, simulation_id)
    except ConflictError as refused:
        return await _page(context, simulation_id, refused.text)
    return redirect(f"{SIMULATIONS}/{simulation_id}", "cancel")


async def _list(context: PageContext, page: PageRequest, refused: BilingualText | None = None) -> Response:
    async with context.work() as work:
        found = await list_simulations(work, context.principal, last_id(page), page.limit + 1)
    following = page.next_cursor([(each.id,) for each in found])
    return context.page(
        "simulations.html",
        409 if refused else 200,
        simulations=found[: page.limit],
        refused=refused,
        first=page.after is None,
        following=f"{SIMULATIONS}?cursor={following}" if following else None,
    )


async def _page(context: PageContext, simulation_id: PathId, refused: BilingualText | None = None) -> Response:
    async with context.work() as work:
        simulation = await read_simulation(work, context.principal, simulation_id, refresh=context.renews_itself)
        candidate = (await show_rule_set(work, context.principal, simulation.rule_set)).rule_set
    return context.page(
        "simulation.html",
        409 if refused else 200,
        simulation=simulation,
        under_way=simulation.state in _UNDER_WAY,
        names=LabelLookup.of(candidate, context.today) if candidate else None,
        plots=plots_of(simulation.report, context.today) if simulation.report else None,
        refused=refused,
    )


@router.get("/{id}/wijzigingen")
async def show_changes(context: PageContextDep, simulation_id: PathId, page: RowsPage) -> Response:
    """Show the route of each changed question before and after; questions erased since are left out."""
    after = int(page.after[0]) if page.after else 0
    async with context.work() as work:
        simulation = await read_simulation(work, context.principal, simulation_id)
        found = await read_changes(work, context.principal, simulation_id, after, page.limit + 1)
        candidate = (await show_rule_set(work, context.principal, simulation.rule_set)).rule_set
    here = f"{SIMULATIONS}/{simulation_id}/wijzigingen"
    following = page.next_cursor([(number,) for number in found.numbers])
    shown = set(found.numbers[: page.limit])
    return context.page(
        "simulation_changes.html",
        simulation=simulation,
        rows=[row for row in found.rows if row.row in shown],
        names=LabelLookup.of(candidate, context.today) if candidate else None,
        first=None if page.after is None else here,
        following=f"{here}?cursor={following}" if following else None,
    )
