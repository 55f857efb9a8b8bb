"""Runs one attempt at a simulation: spreads the questions over workers, records heartbeats and the report."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol
from uuid import UUID

import structlog

from loket_routing.domain.decide.evidence import Evidence, match_terms
from loket_routing.domain.decide.question import Question
from loket_routing.domain.lifecycle.state_machine import RuleSetState, StepKind
from loket_routing.domain.rule_set.faults import RuleSetError
from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.domain.simulation.report_builder import build_reports
from loket_routing.domain.simulation.run import PastQuestion, Simulator
from loket_routing.domain.simulation.status import SimulationFailure, SimulationState
from loket_routing.domain.simulation.totals import Totals
from loket_routing.handlers.rule_set_steps import record_step
from loket_routing.store.past_questions import (
    StoredPastQuestion,
    list_question_ids,
    load_past_questions,
    load_questions_with_texts,
)
from loket_routing.store.rule_set_cache import load_rule_set
from loket_routing.store.rule_sets import find_rule_set
from loket_routing.store.simulation_changes import QuestionChange, add_changes, delete_changes, number_changes
from loket_routing.store.simulation_queue import (
    ComparedRuleSets,
    Job,
    JobLostError,
    begin_job,
    end_job,
    find_compared_rule_sets,
    lock_job,
    record_heartbeat,
)
from loket_routing.store.simulations import find_simulation, seal_reports
from loket_routing.store.tables import SimulationRow
from loket_shared.principal import Principal, Role
from loket_shared.service.runtime import Runtime
from loket_shared.unit_of_work import UnitOfWork


async def simulate_questions(
    unit_of_work: Callable[[], AbstractAsyncContextManager[UnitOfWork]],
    job: Job,
    simulator: Simulator,
    question_ids: Sequence[UUID],
) -> Totals:
    """Simulate these questions, store those whose route would change, and return the totals.

    A text is read again if a rule set has another lexicon than its evidence. A simulation takes longer than the
    database's limit for an idle transaction, so none is open meanwhile.

    Raises:
        JobLostError: the simulation is not this attempt's any more.
    """
    async with unit_of_work() as work:
        asked = await load_past_questions(work, question_ids)
        unread = [each.question_id for each in asked if not each.erased and not _is_known(each, simulator)]
        texts = await load_questions_with_texts(work, unread)
    totals, changed = Totals(), list[QuestionChange]()
    for question_id, past in _past_questions(asked, texts, simulator, totals):
        change = totals.add(simulator.simulate(past))
        if change is not None:
            changed.append(QuestionChange(question_id, change))
    if changed:
        async with unit_of_work() as work:
            await lock_job(work, job)
            await add_changes(work, job.simulation_id, changed)
    return totals


def _is_known(asked: StoredPastQuestion, simulator: Simulator) -> bool:
    """Return whether the stored evidence is by the lexicon of both rule sets."""
    lexicons = {simulator.baseline.lexicon.digest, simulator.candidate.lexicon.digest}
    return asked.evidence is not None and lexicons == {asked.evidence.lexicon}


def _past_questions(
    asked: Iterable[StoredPastQuestion], texts: Mapping[UUID, Question], simulator: Simulator, totals: Totals
) -> Iterable[tuple[UUID, PastQuestion]]:
    for each in asked:
        question = texts.get(each.question_id)
        before = _evidence_by(each.evidence, question, simulator.baseline)
        after = before if simulator.same_lexicon else _evidence_by(each.evidence, question, simulator.candidate)
        totals.reading["questions"] += 1
        if each.erased:
            totals.reading["erased"] += 1
        elif before is None or after is None:
            totals.reading["unreadable"] += 1
        else:
            totals.reading["read_again"] += question is not None
            yield each.question_id, PastQuestion(before, after, each.asked_at)


def _evidence_by(known: Evidence | None, question: Question | None, rules: RuleSet) -> Evidence | None:
    """Return the evidence by the lexicon of ``rules``; None if the question can't be read."""
    if known is not None and known.lexicon == rules.lexicon.digest:
        return known
    return match_terms(question, rules.lexicon, rules.finder) if question else None


_LOG = structlog.get_logger(__name__)

QUESTIONS_PER_BATCH = 250
"""Few enough that a cancelled simulation ends at once; enough that asking for keys costs little."""
HEARTBEAT_SECONDS = 1.0


class SimulationWorkers(Protocol):
    """Simulates batches of questions; ``width`` is how many batches at once."""

    width: int

    async def simulate(self, question_ids: Sequence[UUID]) -> Totals:
        """Simulate these questions and return the totals."""


async def run_simulation(runtime: Runtime, job: Job, workers: SimulationWorkers) -> None:
    """Simulate every past question and end the simulation; do nothing if another attempt claimed the job."""
    try:
        simulator = await _begin(runtime, job)
        if isinstance(simulator, SimulationFailure):
            await _fail(runtime, job, simulator)
        else:
            await _finish(runtime, job, simulator, await _simulate_all(runtime, job, workers))
    except* JobLostError:
        _LOG.info("simulation is not ours any more", simulation=str(job.simulation_id))


async def load_simulator(work: UnitOfWork, chosen: ComparedRuleSets) -> Simulator | SimulationFailure:
    """Return a simulator for both rule sets, or the reason of the failure."""
    if chosen.changed:
        return SimulationFailure.CHANGED
    try:
        baseline, candidate = [await load_rule_set(work, each) for each in (chosen.baseline, chosen.candidate)]
    except RuleSetError:
        return SimulationFailure.UNREADABLE
    return Simulator(baseline, candidate)


async def _begin(runtime: Runtime, job: Job) -> Simulator | SimulationFailure:
    async with runtime.unit_of_work() as work:
        await begin_job(work, job)
        await delete_changes(work, job.simulation_id)
        return await load_simulator(work, await find_compared_rule_sets(work, job))


async def _simulate_all(runtime: Runtime, job: Job, workers: SimulationWorkers) -> Totals:
    totals, slots = Totals(), asyncio.Semaphore(2 * workers.width)

    async def simulate(question_ids: Sequence[UUID]) -> None:
        totals.merge(await workers.simulate(question_ids))
        slots.release()

    async with asyncio.TaskGroup() as tasks:
        heartbeat = tasks.create_task(_record_heartbeats(runtime, job, totals))
        async with asyncio.TaskGroup() as batches:
            async for question_ids in _pages(runtime):
                await slots.acquire()
                batches.create_task(simulate(question_ids))
        heartbeat.cancel()
    return totals


async def _pages(runtime: Runtime) -> AsyncIterator[Sequence[UUID]]:
    last: UUID | None = None
    while True:
        async with runtime.unit_of_work() as work:
            page = await list_question_ids(work, last, QUESTIONS_PER_BATCH)
        if not page:
            return
        last = page[-1]
        yield page


async def _record_heartbeats(runtime: Runtime, job: Job, totals: Totals) -> None:
    while True:
        async with runtime.unit_of_work() as work:
            await record_heartbeat(work, job, totals.questions)
        await asyncio.sleep(HEARTBEAT_SECONDS)


async def _fail(runtime: Runtime, job: Job, failure: SimulationFailure) -> None:
    async with runtime.unit_of_work() as work:
        await end_job(work, job, SimulationState.FAILED, failure=failure)


async def _finish(runtime: Runtime, job: Job, simulator: Simulator, totals: Totals) -> None:
    async with runtime.unit_of_work() as work:
        # No heartbeat is sent from here on, and many rows take long.
        await lock_job(work, job)
        await number_changes(work, job.simulation_id)
        reports = build_reports(totals, simulator.baseline, simulator.candidate)
        result = await seal_reports(work, job.simulation_id, reports)
        await end_job(work, job, SimulationState.DONE, result)
        await _record_simulated(work, job)


async def _record_simulated(work: UnitOfWork, job: Job) -> None:
    """Record that the rule set was simulated, unless it was saved or proposed since."""
    stored = await find_simulation(work, job.simulation_id)
    rules = await find_rule_set(work, stored.candidate, lock=True) if stored else None
    if stored is None or rules is None or rules.row.revision != stored.row.revision:
        return
    if rules.life.state(work.clock.now()) is RuleSetState.CHECKED:
        await record_step(work, _ordered_by(stored.row), rules.row, StepKind.SIMULATED)


def _ordered_by(row: SimulationRow) -> Principal:
    return Principal(subject=row.asked_by, name=row.asked_by_name, email="", role=Role.RULE_OWNER)
