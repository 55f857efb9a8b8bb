"""A rule owner asks what a rule set would have made of all past questions."""

from uuid import UUID

from loket_routing.domain.lifecycle.life import Act
from loket_routing.domain.lifecycle.refusals import wrong_state
from loket_routing.domain.simulating.course import already_under_way
from loket_routing.handlers.simulations.find import require_rule_owner
from loket_routing.store.in_force import set_in_force
from loket_routing.store.rule_sets import find_rule_set
from loket_routing.store.simulation_tables import SimulationRow
from loket_routing.store.simulations import add_simulation, is_under_way
from loket_shared.contracts.texts import BilingualText
from loket_shared.db.ids import new_id
from loket_shared.failures import FieldError, InvalidInputError
from loket_shared.idempotency.claims import Sending, claim
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork

_NO_RULE_SET = BilingualText(nl="Deze regelset bestaat niet.", en="There is no such rule set.")


async def order_simulation(work: UnitOfWork, owner: Principal, version: str, sending: Sending | None = None) -> UUID:
    """Put a simulation of the present revision of ``version``, beside the set in force now, in the queue.

    A ``sending`` that was there before orders no other: the simulation that came of it is named again.

    Raises:
        NotFound: there are no simulations for this reader.
        InvalidInput: there is no such rule set.
        IdempotencyKeyReused: the key was used for something else.
        Conflict: the rule set's state forbids it, or a simulation of it is under way.
    """
    require_rule_owner(owner)
    simulation_id = new_id()
    if sending and (first := await claim(work, sending, str(simulation_id))):
        return UUID(first.subject)
    now = work.clock.now()
    baseline = await set_in_force(work, now)
    found = await find_rule_set(work, version, lock=True)
    if found is None:
        raise InvalidInputError(FieldError("ruleSet", _NO_RULE_SET))
    if not found.life.allows(Act.SIMULATE, now):
        raise wrong_state(found.life.state(now))
    if await is_under_way(work, found.row.id):
        raise already_under_way()
    row = SimulationRow(
        id=simulation_id,
        rule_set_id=found.row.id,
        revision=found.row.revision,
        baseline_id=baseline.id,
        asked_at=now,
        asked_by=owner.subject,
        asked_by_name=owner.name,
    )
    await add_simulation(work, row)
    await work.audit(owner, "simulation.ordered", str(row.id))
    return row.id
