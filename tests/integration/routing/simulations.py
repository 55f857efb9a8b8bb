"""Simulations in the hands of a test: ordered, run in this process, and read."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from integration.routing.rule_sets import draft
from kit.personas import RULE_OWNER, persona
from kit.routing_service import RoutingService

from loket_routing import policy
from loket_routing.domain.simulation.compare import ChangedRow
from loket_routing.domain.simulation.report import Report
from loket_routing.domain.simulation.run import Simulator
from loket_routing.domain.simulation.totals import Totals
from loket_routing.handlers.edit_rule_set import save_rule_set
from loket_routing.handlers.run_simulation import load_simulator, run_simulation, simulate_questions
from loket_routing.handlers.simulations import order_simulation, read_changes, read_simulation
from loket_routing.simulator.worker import SIMULATOR
from loket_routing.store.simulation_queue import Job, claim_job, find_compared_rule_sets
from loket_routing.views.simulation_view import SimulationView
from loket_shared.principal import Principal, Role

CLEARED_OWNER = persona("cleared", Role.RULE_OWNER, cleared=True)

Document = dict[str, Any]


def without_agriculture(document: Document) -> None:
    """Agriculture leads nothing any more."""
    document["lines"] = [line for line in document["lines"] if line["number"] != 5]
    document["precedence"].remove(5)


def without_the_service_on_state_actors(document: Document) -> None:
    """Only covert participation changes."""
    for line in document["lines"]:
        line["rules"] = [rule for rule in line["rules"] if rule["id"] != "9-state-actor"]


def knowing_a_new_word(document: Document) -> None:
    """A word that nobody knew when the questions were asked means agriculture."""
    (category,) = [each for each in document["lexicon"]["categories"] if each["code"] == "agri-food"]
    next(iter(category["concepts"].values()))["nl"].append("zwerkgewas")


class OnePart:
    """Weighs in this process; ``before_each`` is called with the number of each part."""

    width = 1

    def __init__(self, desk: RoutingService, job: Job, simulator: Simulator, before_each: Callable[[], Any]) -> None:
        self._desk, self._job, self._simulator, self._before_each = desk, job, simulator, before_each

    async def simulate(self, question_ids: Sequence[UUID]) -> Totals:
        found = self._before_each()
        if found is not None:
            await found
        return await simulate_questions(self._desk.unit_of_work, self._job, self._simulator, question_ids)


async def changed_copy(desk: RoutingService, change: Callable[[Document], None]) -> str:
    """Begin a version that differs from the first policy by ``change``; return its name."""
    version = await draft(desk)
    document = policy.document("2026.1")
    change(document)
    async with desk.unit_of_work() as work:
        await save_rule_set(work, RULE_OWNER, version, document | {"version": version}, None, None)
    return version


async def ordered(desk: RoutingService, version: str) -> UUID:
    async with desk.unit_of_work() as work:
        return await order_simulation(work, RULE_OWNER, version)


async def taken(desk: RoutingService) -> Job:
    """Take the next simulation up, which must be there."""
    async with desk.unit_of_work() as work:
        job = await claim_job(work)
    assert job is not None
    return job


async def run(desk: RoutingService, job: Job, before_each: Callable[[], Any] = lambda: None) -> None:
    """Run one attempt in this process."""
    async with desk.unit_of_work() as work:
        simulator = await load_simulator(work, await find_compared_rule_sets(work, job))
    await run_simulation(desk.runtime_of(SIMULATOR), job, OnePart(desk, job, simulator, before_each))  # type: ignore[arg-type]


async def simulated(desk: RoutingService, change: Callable[[Document], None]) -> UUID:
    """Simulate a copy of the first policy that differs by ``change``."""
    simulation_id = await ordered(desk, await changed_copy(desk, change))
    await run(desk, await taken(desk))
    return simulation_id


async def seen(desk: RoutingService, simulation_id: UUID, reader: Principal = RULE_OWNER) -> SimulationView:
    async with desk.unit_of_work() as work:
        return await read_simulation(work, reader, simulation_id)


async def report(desk: RoutingService, simulation_id: UUID, reader: Principal = RULE_OWNER) -> Report:
    found = (await seen(desk, simulation_id, reader)).report
    assert found is not None
    return found


async def rows(desk: RoutingService, simulation_id: UUID, reader: Principal = RULE_OWNER) -> tuple[ChangedRow, ...]:
    async with desk.unit_of_work() as work:
        return (await read_changes(work, reader, simulation_id, 0, 200)).rows
