"""What runs on each core: weigh the questions that it is given, with connections and keys of its own."""

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from uuid import UUID

import uvloop

from loket_routing.domain.simulating.course import Failure
from loket_routing.domain.simulating.sums import Sums
from loket_routing.domain.simulating.weighing import Weigher
from loket_routing.gateways.parent import end_with
from loket_routing.handlers.simulations.run_simulation import load_weigher
from loket_routing.handlers.simulations.weigh_questions import weigh_questions
from loket_routing.simulator.opening import opened
from loket_routing.store.simulation_queue import Job, NoLongerOurs, compared
from loket_shared.service.runtime import Runtime


class OneCore:
    """A runtime of this process, kept open between the parts it is given."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._runner = asyncio.Runner(loop_factory=uvloop.new_event_loop)
        self._kept = AsyncExitStack()
        self._runtime, self._weigher = self._runner.run(self._open())

    def weigh(self, question_ids: Sequence[UUID]) -> Sums:
        """Return the sums of these questions."""
        return self._runner.run(self._weigh(question_ids))

    async def _open(self) -> tuple[Runtime, Weigher]:
        runtime = await self._kept.enter_async_context(opened(connections=1))
        async with runtime.unit_of_work() as work:
            weigher = await load_weigher(work, await compared(work, self._job))
        if isinstance(weigher, Failure):
            raise NoLongerOurs
        return runtime, weigher

    async def _weigh(self, question_ids: Sequence[UUID]) -> Sums:
        return await weigh_questions(self._runtime.unit_of_work, self._job, self._weigher, question_ids)


_here: list[OneCore] = []


def prepare(parent: int, job: Job) -> None:
    """Make this process ready for parts of ``job``."""
    end_with(parent)
    _here.append(OneCore(job))


def weigh(question_ids: Sequence[UUID]) -> Sums:
    """Weigh a part in this process, which must be prepared."""
    return _here[0].weigh(question_ids)
