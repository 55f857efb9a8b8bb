"""Takes up the simulation that waits longest, in a process of its own, so that it slows no decision."""

import structlog

from loket_routing.gateways.subprocess_runner import run_in_subprocess
from loket_routing.store.simulation_queue import claim_job, requeue_job
from loket_shared.service.runtime import Runtime

_LOG = structlog.get_logger(__name__)


async def take_up_simulation(runtime: Runtime, simulator: str) -> bool:
    """Run one simulation by the module ``simulator``, if one waits, and return whether one did.

    If its process ends before the simulation does, the job goes back into the queue, a few times.
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
