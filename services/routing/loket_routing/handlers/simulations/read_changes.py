"""The questions that would go elsewhere, under row numbers."""

from uuid import UUID

from loket_routing.domain.simulating.course import SimulationState
from loket_routing.domain.simulating.outcome import view_for
from loket_routing.handlers.simulations.find import simulation_to_read
from loket_routing.store.simulation_changes import ChangesPage, read_changes_page
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def read_changes(work: UnitOfWork, reader: Principal, simulation_id: UUID, after: int, most: int) -> ChangesPage:
    """Return at most so many rows after the number ``after``, as the reader may see them; the reading is audited.

    A simulation that is not done has none.

    Raises:
        NotFound: there is no such simulation, or not for this reader.
    """
    stored = await simulation_to_read(work, reader, simulation_id)
    await work.audit(reader, "simulation-changes.read", str(simulation_id))
    if stored.state is not SimulationState.DONE:
        return ChangesPage((), ())
    return await read_changes_page(work, simulation_id, view_for(cleared=reader.cleared), after, most)
