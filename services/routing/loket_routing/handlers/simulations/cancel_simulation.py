"""A simulation is not needed any more."""

from uuid import UUID

from loket_routing.domain.simulating.course import over
from loket_routing.handlers.simulations.find import simulation_to_read
from loket_routing.store.simulation_changes import drop_changes
from loket_routing.store.simulations import cancel_row
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def cancel_simulation(work: UnitOfWork, owner: Principal, simulation_id: UUID) -> None:
    """Cancel a simulation that waits or runs; what works on it ends within seconds.

    Raises:
        NotFound: there is none, or not for this reader.
        Conflict: it has ended.
    """
    stored = await simulation_to_read(work, owner, simulation_id)
    if not await cancel_row(work, simulation_id):
        raise over(stored.state)
    await drop_changes(work, simulation_id)
    await work.audit(owner, "simulation.cancelled", str(simulation_id))
