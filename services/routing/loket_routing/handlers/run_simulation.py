"""Runs one attempt at a simulation: spreads the questions, gives signs of life, and writes down what was found."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol
from uuid import UUID

import structlog

from loket_routing.domain.deciding.evidence import Evidence, read_question
from loket_routing.domain.deciding.question import Question
from loket_routing.domain.lifecycle.state_machine import State, StepKind
from loket_routing.domain.rule_set.faults import RuleSetError
from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.domain.simulation.report_builder import build_reports
from loket_routing.domain.simulation.run import Past, Weigher
from loket_routing.domain.simulation.status import Failure, SimulationState
from loket_routing.domain.simulation.totals import Sums
from loket_routing.handlers.rule_set_steps import take_step
from loket_routing.store.compiled import load_rule_set
from loket_routing.store.past_questions import Asked, page_of_ids, texts_of, told_by
from loket_routing.store.rule_sets import find_rule_set
from loket_routing.store.simulation_changes import ChangedAt, drop_changes, keep_changes, number_changes
from loket_routing.store.simulation_queue import Compared, Job, NoLongerOurs, beat, begin, compared, conclude, hold_job
from loket_routing.store.simulation_tables import SimulationRow
from loket_routing.store.simulations import find_simulation, seal_reports
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal, Role
from loket_shared.ops.runtime import Runtime


async def weigh_questions(
    unit_of_work: Callable[[], AbstractAsyncContextManager[UnitOfWork]],
    job: Job,
    weigher: Weigher,
    question_ids: Sequence[UUID],
) -> Sums:
    """Weigh these questions, keep those that would go elsewhere, and return the sums.

    A text is read again where a rule set has another lexicon than the one it was read by. Weighing takes
    longer than the database waits for a silent transaction, so none is open meanwhile.

    Raises:
        NoLongerOurs: the simulation is not this attempt's any more.
    """
    async with unit_of_work() as work:
        asked = await told_by(work, question_ids)
        unread = [each.question_id for each in asked if not each.erased and not _is_known(each, weigher)]
        texts = await texts_of(work, unread)
    sums, changed = Sums(), list[ChangedAt]()
    for question_id, past in _past_questions(asked, texts, weigher, sums):
        change = sums.add(weigher.weigh(past))
        if change is not None:
            changed.append(ChangedAt(question_id, change))
    if changed:
        async with unit_of_work() as work:
            await hold_job(work, job)
            await keep_changes(work, job.simulation_id, changed)
    return sums


def _is_known(asked: Asked, weigher: Weigher) -> bool:
    """Return whether what was kept of the question is by the lexicon of both rule sets."""
    lexicons = {weigher.baseline.lexicon.digest, weigher.candidate.lexicon.digest}
    return asked.evidence is not None and lexicons == {asked.evidence.lexicon}


def _past_questions(
    asked: Iterable[Asked], texts: Mapping[UUID, Question], weigher: Weigher, sums: Sums
) -> Iterable[tuple[UUID, Past]]:
    for each in asked:
        question = texts.get(each.question_id)
        before = _evidence_by(each.evidence, question, weigher.baseline)
        after = before if weigher.same_lexicon else _evidence_by(each.evidence, question, weigher.candidate)
        sums.reading["questions"] += 1
        if each.erased:
            sums.reading["erased"] += 1
        elif before is None or after is None:
            sums.reading["unreadable"] += 1
        else:
            sums.reading["read_again"] += question is not None
            yield each.question_id, Past(before, after, each.asked_at)


def _evidence_by(known: Evidence | None, question: Question | None, rules: RuleSet) -> Evidence | None:
    """Return what a question tells by the lexicon of ``rules``; None where it can't be read."""
    if known is not None and known.lexicon == rules.lexicon.digest:
        return known
    return read_question(question, rules.lexicon, rules.finder) if question else None


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
        reports = build_reports(sums, weigher.baseline, weigher.candidate)
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
