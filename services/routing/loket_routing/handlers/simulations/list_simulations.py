"""The list of simulations."""

from uuid import UUID

from loket_routing.handlers.simulations.find import require_rule_owner
from loket_routing.store.simulations import newest_simulations
from loket_routing.views.simulation_view import SimulationSummary
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def list_simulations(
    work: UnitOfWork, reader: Principal, after: UUID | None, most: int
) -> tuple[SimulationSummary, ...]:
    """Return at most so many simulations, newest first, those before ``after`` if given.

    Raises:
        NotFound: there are none for this reader.
    """
    require_rule_owner(reader)
    found = await newest_simulations(work, after, most)
    await work.audit(reader, "simulation.listed", "all")
    return tuple(map(SimulationSummary.summary_of, found))
