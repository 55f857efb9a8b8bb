"""One simulation with its report."""

from uuid import UUID

from loket_routing.domain.simulating.outcome import view_for
from loket_routing.domain.simulating.report import Report, Reports
from loket_routing.handlers.simulations.find import simulation_to_read
from loket_routing.store.simulations import open_reports
from loket_routing.views.simulation_view import SimulationView
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def read_simulation(
    work: UnitOfWork, reader: Principal, simulation_id: UUID, *, refresh: bool = False
) -> SimulationView:
    """Return how far a simulation is and what it found, as the reader may see it; the reading is audited.

    ``refresh``: a page renews itself, which is recorded once an hour with how often.

    Raises:
        NotFound: there is none, or not for this reader.
    """
    stored = await simulation_to_read(work, reader, simulation_id)
    reports = await open_reports(work, stored.row)
    repeats = work.trail.refreshes if refresh else None
    await work.audit(reader, "simulation.read", str(simulation_id), repeats=repeats)
    return SimulationView.of(stored, _for(reader, reports) if reports else None)


def _for(reader: Principal, reports: Reports) -> Report:
    return reports.full if view_for(cleared=reader.cleared) == "full" else reports.open
