"""The questions that a rule set would send elsewhere, under row numbers that tell nothing."""

from fastapi import APIRouter, Response

from loket_routing.api.simulations import RowsPage
from loket_routing.domain.wording.names import Names
from loket_routing.handlers.lifecycle.show_rule_set import show_rule_set
from loket_routing.handlers.simulations.read_changes import read_changes
from loket_routing.handlers.simulations.read_simulation import read_simulation
from loket_routing.pages.menu import SIMULATIONS
from loket_routing.pages.visit import VisitDep
from loket_shared.http.parameters import PathId

router = APIRouter(prefix=SIMULATIONS)


@router.get("/{id}/wijzigingen")
async def show(visit: VisitDep, simulation_id: PathId, page: RowsPage) -> Response:
    """Show changed questions with where they went and would go; those erased since are left out."""
    after = int(page.after[0]) if page.after else 0
    async with visit.work() as work:
        simulation = await read_simulation(work, visit.principal, simulation_id)
        found = await read_changes(work, visit.principal, simulation_id, after, page.limit + 1)
        candidate = (await show_rule_set(work, visit.principal, simulation.rule_set)).rule_set
    here = f"{SIMULATIONS}/{simulation_id}/wijzigingen"
    following = page.next_cursor([(number,) for number in found.numbers])
    shown = set(found.numbers[: page.limit])
    return visit.page(
        "simulation_changes.html",
        simulation=simulation,
        rows=[row for row in found.rows if row.row in shown],
        names=Names.of(candidate, visit.today) if candidate else None,
        first=None if page.after is None else here,
        following=f"{here}?cursor={following}" if following else None,
    )
