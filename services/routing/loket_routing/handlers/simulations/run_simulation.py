"""Run one attempt at a simulation: spread the questions, give signs of life, and write down what was found."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Protocol
from uuid import UUID

import structlog

from loket_routing.domain.lifecycle.life import State
from loket_routing.domain.lifecycle.steps import StepKind
from loket_routing.domain.rule_sets.faults import RuleSetError
from loket_routing.domain.simulating.course import Failure, SimulationState
from loket_routing.domain.simulating.sums import Sums
from loket_routing.domain.simulating.weighing import Weigher
from loket_routing.handlers.lifecycle.take_step import take_step
from loket_routing.store.compiled import load_rule_set
from loket_routing.store.past_questions import page_of_ids
from loket_routing.store.rule_sets import find_rule_set
from loket_routing.store.simulation_changes import drop_changes, number_changes
from loket_routing.store.simulation_queue import Compared, Job, NoLongerOurs, beat, begin, compared, conclude, hold_job
from loket_routing.store.simulation_tables import SimulationRow
from loket_routing.store.simulations import find_simulation, seal_reports
from loket_shared.principal import Principal, Role
from loket_shared.service.runtime import Runtime
from loket_shared.unit_of_work import UnitOfWork

_LOG = structlog.get_logger(__name__)

QUESTIONS_AT_ONCE = 250
"""Few enough that a cancelled simulation ends at once, many enough that asking for keys costs little."""
SECONDS_BETWEEN_BEATS = 1.0


class Spread(Protocol):
    """Weighs questions somewhere, several parts at once; ``width`` is how many."""

    width: int

    async def weigh(self, question_ids: Sequence[UUID]) -> Sums:
        """Return the sums of these questions."""


async def run_simulation(runtime: Runtime, job: Job, spread: Spread) -> None:
    """Weigh every past question and end the simulation; what another attempt has taken up is left to it."""
    try:
        weigher = await _begin(runtime, job)
        if isinstance(weigher, Failure):
            await _fail(runtime, job, weigher)
        else:
            await _finish(runtime, job, weigher, await _weigh_all(runtime, job, spread))
    except* NoLongerOurs:
        _LOG.info("simulation is not ours any more", simulation=str(job.simulation_id))


async def load_weigher(work: UnitOfWork, chosen: Compared) -> Weigher | Failure:
    """Return what weighs by both rule sets, or why that can't be."""
    if chosen.changed:
        return Failure.CHANGED
    try:
        baseline, candidate = [await load_rule_set(work, each) for each in (chosen.baseline, chosen.candidate)]
    except RuleSetError:
        return Failure.UNREADABLE
    return Weigher(baseline, candidate)


async def _begin(runtime: Runtime, job: Job) -> Weigher | Failure:
    async with runtime.unit_of_work() as work:
        await begin(work, job)
        await drop_changes(work, job.simulation_id)
        return await load_weigher(work, await compared(work, job))


async def _weigh_all(runtime: Runtime, job: Job, spread: Spread) -> Sums:
    sums, places = Sums(), asyncio.Semaphore(2 * spread.width)

    async def weigh(question_ids: Sequence[UUID]) -> None:
        sums.merge(await spread.weigh(question_ids))
        places.release()

    async with asyncio.TaskGroup() as watching:
        beating = watching.create_task(_keep_beating(runtime, job, sums))
        async with asyncio.TaskGroup() as weighing:
            async for question_ids in _pages(runtime):
                await places.acquire()
                weighing.create_task(weigh(question_ids))
        beating.cancel()
    return sums


async def _pages(runtime: Runtime) -> AsyncIterator[Sequence[UUID]]:
    last: UUID | None = None
    while True:
        async with runtime.unit_of_work() as work:
            page = await page_of_ids(work, last, QUESTIONS_AT_ONCE)
        if not page:
            return
        last = page[-1]
        yield page


async def _keep_beating(runtime: Runtime, job: Job, sums: Sums) -> None:
    while True:
        async with runtime.unit_of_work() as work:
            await beat(work, job, sums.questions)
        await asyncio.sleep(SECONDS_BETWEEN_BEATS)


async def _fail(runtime: Runtime, job: Job, failure: Failure) -> None:
    async with runtime.unit_of_work() as work:
        await conclude(work, job, SimulationState.FAILED, failure=failure)


async def _finish(runtime: Runtime, job: Job, weigher: Weigher, sums: Sums) -> None:
    async with runtime.unit_of_work() as work:
        # No sign of life comes from here on, and many rows take their time.
        await hold_job(work, job)
        await number_changes(work, job.simulation_id)
        reports = sums.reports(weigher.baseline, weigher.candidate)
        result = await seal_reports(work, job.simulation_id, reports)
        await conclude(work, job, SimulationState.DONE, result)
        await _note_step(work, job)


async def _note_step(work: UnitOfWork, job: Job) -> None:
    """Let the rule set be simulated, unless it was saved or judged since, for who asked for the simulation."""
    stored = await find_simulation(work, job.simulation_id)
    rules = await find_rule_set(work, stored.candidate, lock=True) if stored else None
    if stored is None or rules is None or rules.row.revision != stored.row.revision:
        return
    if rules.life.state(work.clock.now()) is State.CHECKED:
        await take_step(work, _who_asked(stored.row), rules.row, StepKind.SIMULATED)


def _who_asked(row: SimulationRow) -> Principal:
    return Principal(subject=row.asked_by, name=row.asked_by_name, email="", role=Role.RULE_OWNER)
