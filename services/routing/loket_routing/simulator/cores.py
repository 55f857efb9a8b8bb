"""The cores of this machine, each with a process that weighs."""

import asyncio
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from uuid import UUID

from loket_routing.domain.simulation.totals import Sums
from loket_routing.simulator import one_core
from loket_routing.store.simulation_queue import Job


class Cores:
    """Spreads parts over the processes of a pool."""

    def __init__(self, pool: ProcessPoolExecutor, width: int) -> None:
        self._pool = pool
        self.width = width

    async def weigh(self, question_ids: Sequence[UUID]) -> Sums:
        """Return the sums of these questions, weighed where a core is free."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, one_core.weigh, question_ids)


@contextmanager
def all_cores(job: Job) -> Iterator[Cores]:
    """Give the block a process for each core; what still waits when it ends is not begun any more."""
    width = os.cpu_count() or 1
    pool = ProcessPoolExecutor(
        width,
        # Copies of this process would share its connections.
        mp_context=multiprocessing.get_context("spawn"),
        initializer=one_core.prepare,
        initargs=(os.getpid(), job),
    )
    try:
        yield Cores(pool, width)
    finally:
        pool.shutdown(cancel_futures=True)
