"""Simulations in the hands of a test: ordered, run in this process, and read."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from integration.routing.desk import Desk
from integration.routing.rule_sets import OWNER, draft
from loket_sample.running import settings

from loket_routing.domain.simulation.compare import ChangedRow
from loket_routing.domain.simulation.report import Report
from loket_routing.domain.simulation.run import Simulator
from loket_routing.domain.simulation.totals import Totals
from loket_routing.handlers.edit_rule_set import save_rule_set
from loket_routing.handlers.run_simulation import load_simulator, run_simulation, simulate_questions
from loket_routing.handlers.simulations import order_simulation, read_changes, read_simulation
from loket_routing.policy import loader
from loket_routing.simulator.worker import SIMULATOR
from loket_routing.store.simulation_queue import Job, claim_job, find_compared_rule_sets
from loket_routing.views.simulation_view import SimulationView
from loket_shared.principal import Principal, Role
from loket_shared.service.runtime import Runtime

CLEARED_OWNER = Principal("cleared", "Gemachtigde", "c@loket.example", Role.RULE_OWNER, cleared=True)

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

    def __init__(self, desk: Desk, job: Job, simulator: Simulator, before_each: Callable[[], Any]) -> None:
        self._desk, self._job, self._simulator, self._before_each = desk, job, simulator, before_each

    async def simulate(self, question_ids: Sequence[UUID]) -> Totals:
        found = self._before_each()
        if found is not None:
            await found
        return await simulate_questions(self._desk.unit_of_work, self._job, self._simulator, question_ids)


async def changed_copy(desk: Desk, change: Callable[[Document], None]) -> str:
    """Begin a version that differs from the first policy by ``change``; return its name."""
    version = await draft(desk)
    document = loader.document("2026.1")
    change(document)
    async with desk.unit_of_work() as work:
        await save_rule_set(work, OWNER, version, document | {"version": version}, None, None)
    return version


async def ordered(desk: Desk, version: str) -> UUID:
    async with desk.unit_of_work() as work:
        return await order_simulation(work, OWNER, version)


async def taken(desk: Desk) -> Job:
    """Take the next simulation up, which must be there."""
    async with desk.unit_of_work() as work:
        job = await claim_job(work)
    assert job is not None
    return job


async def run(desk: Desk, job: Job, folder: Path, before_each: Callable[[], Any] = lambda: None) -> None:
    """Run one attempt in this process."""
    units = desk.unit_of_work
    runtime = Runtime(SIMULATOR, settings(folder), desk.database, desk.vault, units.sealer, desk.clock, units)
    async with units() as work:
        simulator = await load_simulator(work, await find_compared_rule_sets(work, job))
    await run_simulation(runtime, job, OnePart(desk, job, simulator, before_each))  # type: ignore[arg-type]


async def simulated(desk: Desk, folder: Path, change: Callable[[Document], None]) -> UUID:
    """Simulate a copy of the first policy that differs by ``change``."""
    simulation_id = await ordered(desk, await changed_copy(desk, change))
    await run(desk, await taken(desk), folder)
    return simulation_id


async def seen(desk: Desk, simulation_id: UUID, reader: Principal = OWNER) -> SimulationView:
    async with desk.unit_of_work() as work:
        return await read_simulation(work, reader, simulation_id)


async def report(desk: Desk, simulation_id: UUID, reader: Principal = OWNER) -> Report:
    found = (await seen(desk, simulation_id, reader)).report
    assert found is not None
    return found


async def rows(desk: Desk, simulation_id: UUID, reader: Principal = OWNER) -> tuple[ChangedRow, ...]:
    async with desk.unit_of_work() as work:
        return (await read_changes(work, reader, simulation_id, 0, 200)).rows
