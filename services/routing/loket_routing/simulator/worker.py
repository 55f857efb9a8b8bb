"""The processes of a simulation: low priority, one for each core, each with connections and keys of its own."""

import asyncio
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractAsyncContextManager, AsyncExitStack, contextmanager, suppress
from pathlib import Path
from uuid import UUID

import uvloop

from loket_policy.policy import DESK_POLICY
from loket_routing.domain.simulation.run import Simulator
from loket_routing.domain.simulation.status import SimulationFailure
from loket_routing.domain.simulation.totals import Totals
from loket_routing.gateways.parent_watch import exit_with_parent
from loket_routing.handlers.run_simulation import load_simulator, simulate_questions
from loket_routing.store.simulation_queue import Job, JobLostError, find_compared_rule_sets
from loket_shared.contracts.texts import BilingualText
from loket_shared.observability import logs
from loket_shared.service.runtime import Runtime, ServiceDefinition
from loket_shared.service.settings import ServiceSettings
from loket_shared.wiring.open_runtime import open_runtime

_NICE = 10
_GROUP = Path("/proc/self/autogroup")


def lower_priority() -> None:
    """Give this process and its children only the processor time that others leave.

    Linux may first share processor time among sessions, and apply niceness only within each session. So the priority of
    the session is lowered too; the session must belong to this process alone.
    """
    os.nice(_NICE)
    with suppress(OSError):  # not Linux, or without autogroups
        _GROUP.write_text(str(_NICE), encoding="ascii")


SIMULATOR = ServiceDefinition(
    name="routing",
    title=BilingualText(nl="simulatie van routering", en="simulation of routing"),
    version="0.1.0",
    settings=ServiceSettings,
    publishes=(),
    subscriptions={},
    policy=DESK_POLICY,
    routers=(),
)
"""The routing service without subscriptions and routers, which would cost each process time and memory."""


def open_simulator_runtime(connections: int) -> AbstractAsyncContextManager[Runtime]:
    """Open a runtime with ``connections`` database connections and the service's own settings."""
    settings = SIMULATOR.settings().model_copy(update={"database_pool": connections})
    logs.configure(SIMULATOR.name, settings.log_level)
    return open_runtime(SIMULATOR, settings)


class Worker:
    """Simulates batches in this process, with one runtime that stays open."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._runner = asyncio.Runner(loop_factory=uvloop.new_event_loop)
        self._resources = AsyncExitStack()
        self._runtime, self._simulator = self._runner.run(self._open())

    def simulate(self, question_ids: Sequence[UUID]) -> Totals:
        """Return the totals of these questions."""
        return self._runner.run(self._simulate(question_ids))

    async def _open(self) -> tuple[Runtime, Simulator]:
        runtime = await self._resources.enter_async_context(open_simulator_runtime(connections=1))
        async with runtime.unit_of_work() as work:
            simulator = await load_simulator(work, await find_compared_rule_sets(work, self._job))
        if isinstance(simulator, SimulationFailure):
            raise JobLostError
        return runtime, simulator

    async def _simulate(self, question_ids: Sequence[UUID]) -> Totals:
        return await simulate_questions(self._runtime.unit_of_work, self._job, self._simulator, question_ids)


_worker: list[Worker] = []


def prepare(parent: int, job: Job) -> None:
    """Open the worker of this process for ``job``."""
    exit_with_parent(parent)
    _worker.append(Worker(job))


def simulate_batch(question_ids: Sequence[UUID]) -> Totals:
    """Simulate a batch in this process, after ``prepare``."""
    return _worker[0].simulate(question_ids)


class WorkerPool:
    """Spreads batches of questions over the processes of a pool."""

    def __init__(self, pool: ProcessPoolExecutor, width: int) -> None:
        self._pool = pool
        self.width = width

    async def simulate(self, question_ids: Sequence[UUID]) -> Totals:
        """Simulate these questions in the next free process and return the totals."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, simulate_batch, question_ids)


@contextmanager
def worker_pool(job: Job) -> Iterator[WorkerPool]:
    """Open a process for each core; batches that still wait when the block ends are dropped."""
    width = os.cpu_count() or 1
    pool = ProcessPoolExecutor(
        width,
        # Forked processes would share the connections of this one.
        mp_context=multiprocessing.get_context("spawn"),
        initializer=prepare,
        initargs=(os.getpid(), job),
    )
    try:
        yield WorkerPool(pool, width)
    finally:
        pool.shutdown(cancel_futures=True)
