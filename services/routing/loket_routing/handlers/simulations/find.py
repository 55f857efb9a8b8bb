"""A simulation for who may see it."""

from uuid import UUID

from loket_routing.domain.access import may_change_rule_sets
from loket_routing.store.simulations import StoredSimulation, find_simulation
from loket_shared.failures import NotFoundError
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


def require_rule_owner(reader: Principal) -> None:
    """Let pass for whom there are simulations.

    Raises:
        NotFound: there are none for this reader.
    """
    if not may_change_rule_sets(reader):
        raise NotFoundError


async def simulation_to_read(work: UnitOfWork, reader: Principal, simulation_id: UUID) -> StoredSimulation:
    """Return one simulation.

    Raises:
        NotFound: there is none, or not for this reader.
    """
    require_rule_owner(reader)
    found = await find_simulation(work, simulation_id)
    if found is None:
        raise NotFoundError
    return found
