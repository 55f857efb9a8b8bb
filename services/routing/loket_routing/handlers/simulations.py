"""Orders, runs, cancels, lists and reads the simulations of rule owners."""

from typing import Annotated
from uuid import UUID

import structlog

from loket_routing.domain.access import may_change_rule_sets
from loket_routing.domain.lifecycle.errors import wrong_state
from loket_routing.domain.lifecycle.state_machine import RuleSetAction
from loket_routing.domain.simulation.compare import audience_of
from loket_routing.domain.simulation.report import Report, Reports
from loket_routing.domain.simulation.status import SimulationState, already_over, already_under_way
from loket_routing.gateways.child_process import run_in_subprocess
from loket_routing.store.active_rule_set import active_rule_set_at, hold_activations
from loket_routing.store.rule_sets import find_rule_set
from loket_routing.store.simulation_changes import ChangesPage, delete_changes, read_changes_page
from loket_routing.store.simulation_queue import claim_job, requeue_job
from loket_routing.store.simulations import (
    StoredSimulation,
    add_simulation,
    cancel_stored_simulation,
    find_simulation,
    is_under_way,
    newest_simulations,
    open_reports,
)
from loket_routing.views.simulation_view import SimulationSummaryView, SimulationView
from loket_shared.contracts.model import InputModel
from loket_shared.contracts.texts import BilingualText
from loket_shared.db.ids import new_id
from loket_shared.failures import FieldError, InvalidInputError, NotFoundError
from loket_shared.http.paging import PageRequest, page_of
from loket_shared.idempotency import IdempotentRequest, claim
from loket_shared.principal import Principal
from loket_shared.service.runtime import Runtime
from loket_shared.unit_of_work import UnitOfWork

_LOG = structlog.get_logger(__name__)

RowsPage = Annotated[PageRequest, page_of(int)]


class OrderBody(InputModel):
    """The version to simulate."""

    rule_set: str


def require_simulation_reader(principal: Principal) -> None:
    """Check that simulations exist for this reader.

    Raises:
        NotFoundError: there are none for this reader.
    """
    if not may_change_rule_sets(principal):
        raise NotFoundError


async def require_simulation(work: UnitOfWork, principal: Principal, simulation_id: UUID) -> StoredSimulation:
    """Return one simulation.

    Raises:
        NotFoundError: there is none, or not for this reader.
    """
    require_simulation_reader(principal)
    found = await find_simulation(work, simulation_id)
    if found is None:
        raise NotFoundError
    return found


_NO_RULE_SET = BilingualText(nl="Deze regelset bestaat niet.", en="There is no such rule set.")


async def order_simulation(
    work: UnitOfWork, principal: Principal, version: str, sending: IdempotentRequest | None = None
) -> UUID:
    """Queue a simulation of the present revision of ``version``, compared with the set in force now.

    A repeated ``sending`` orders no new simulation: the id of the first one is returned again.

    Raises:
        NotFoundError: there are no simulations for this reader.
        InvalidInputError: the rule set does not exist.
        IdempotencyKeyReusedError: the key was used for something else.
        ConflictError: the rule set's state forbids it, or a simulation of it is under way.
    """
    require_simulation_reader(principal)
    simulation_id = new_id()
    if sending and (first := await claim(work, sending, str(simulation_id))):
        return UUID(first.subject)
    now = work.clock.now()
    await hold_activations(work)
    baseline = await active_rule_set_at(work, now)
    found = await find_rule_set(work, version, lock=True)
    if found is None:
        raise InvalidInputError(FieldError("ruleSet", _NO_RULE_SET))
    if not found.life.allows(RuleSetAction.SIMULATE, now):
        raise wrong_state(found.life.state(now))
    if await is_under_way(work, found.row.id):
        raise already_under_way()
    await add_simulation(work, simulation_id, found.row, baseline.id, principal)
    await work.audit(principal, "simulation.ordered", str(simulation_id))
    return simulation_id


async def cancel_simulation(work: UnitOfWork, principal: Principal, simulation_id: UUID) -> None:
    """Cancel a simulation that waits or runs; its processes end within seconds.

    Raises:
        NotFoundError: there is none, or not for this reader.
        ConflictError: it has ended.
    """
    stored = await require_simulation(work, principal, simulation_id)
    if not await cancel_stored_simulation(work, simulation_id):
        raise already_over(stored.state)
    await delete_changes(work, simulation_id)
    await work.audit(principal, "simulation.cancelled", str(simulation_id))


async def list_simulations(
    work: UnitOfWork, principal: Principal, after: UUID | None, most: int
) -> tuple[SimulationSummaryView, ...]:
    """Return at most ``most`` simulations, newest first; those older than ``after`` if given.

    Raises:
        NotFoundError: there are none for this reader.
    """
    require_simulation_reader(principal)
    found = await newest_simulations(work, after, most)
    await work.audit(principal, "simulation.listed", "all")
    return tuple(map(SimulationSummaryView.summary_of, found))


async def read_simulation(
    work: UnitOfWork, principal: Principal, simulation_id: UUID, *, refresh: bool = False
) -> SimulationView:
    """Return the progress and the result of a simulation, as the reader may see them; the reading is audited.

    ``refresh``: an open page renews itself; such readings are audited once an hour, with their number.

    Raises:
        NotFoundError: there is none, or not for this reader.
    """
    stored = await require_simulation(work, principal, simulation_id)
    reports = await open_reports(work, stored.row)
    repeats = work.trail.refreshes if refresh else None
    await work.audit(principal, "simulation.read", str(simulation_id), repeats=repeats)
    return SimulationView.of(stored, _for(principal, reports) if reports else None)


def _for(principal: Principal, reports: Reports) -> Report:
    return reports.full if audience_of(cleared=principal.cleared) == "full" else reports.open


async def read_changes(
    work: UnitOfWork, principal: Principal, simulation_id: UUID, after: int, most: int
) -> ChangesPage:
    """Return at most ``most`` rows after the number ``after``, as the reader may see them; the reading is audited.

    An unfinished simulation has no rows.

    Raises:
        NotFoundError: there is no such simulation, or not for this reader.
    """
    stored = await require_simulation(work, principal, simulation_id)
    await work.audit(principal, "simulation-changes.read", str(simulation_id))
    if stored.state is not SimulationState.DONE:
        return ChangesPage((), ())
    return await read_changes_page(work, simulation_id, audience_of(cleared=principal.cleared), after, most)


async def take_up_simulation(runtime: Runtime, simulator: str) -> bool:
    """Run the simulation that waits longest by the module ``simulator``; return False if none waits.

    It runs in a separate process with low priority, so that it slows no decision.
    If the process ends before the simulation does, the job returns to the queue, a limited number of times.
    """
    async with runtime.unit_of_work() as work:
        job = await claim_job(work)
    if job is None:
        return False
    try:
        code = await run_in_subprocess(simulator, str(job.simulation_id), str(job.attempt))
        if code:
            _LOG.error("a simulation broke off", simulation=str(job.simulation_id), attempt=job.attempt, code=code)
    finally:
        async with runtime.unit_of_work() as work:
            await requeue_job(work, job)
    return True
