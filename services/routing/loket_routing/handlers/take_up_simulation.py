"""Runs the simulation that waits longest, in a separate process, so that it slows no decision."""

import structlog

from loket_routing.gateways.child_process import run_in_subprocess
from loket_routing.store.simulation_queue import claim_job, requeue_job
from loket_shared.service.runtime import Runtime

_LOG = structlog.get_logger(__name__)


async def take_up_simulation(runtime: Runtime, simulator: str) -> bool:
    """Run one waiting simulation by the module ``simulator``; return False if none waits.

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
