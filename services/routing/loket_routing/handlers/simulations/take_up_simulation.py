"""Take up the simulation that waits longest, in a process of its own, so that deciding is not slowed."""

import structlog

from loket_routing.gateways.apart import run_apart
from loket_routing.store.simulation_queue import put_back, take_job
from loket_shared.service.runtime import Runtime

_LOG = structlog.get_logger(__name__)

SIMULATOR = "loket_routing.simulator"


async def take_up_simulation(runtime: Runtime) -> bool:
    """Run one simulation, if one waits, and return whether one did.

    Should its process end before the simulation does, another may take that up, a few times.
    """
    async with runtime.unit_of_work() as work:
        job = await take_job(work)
    if job is None:
        return False
    try:
        code = await run_apart(SIMULATOR, str(job.simulation_id), str(job.attempt))
        if code:
            _LOG.error("a simulation broke off", simulation=str(job.simulation_id), attempt=job.attempt, code=code)
    finally:
        async with runtime.unit_of_work() as work:
            await put_back(work, job)
    return True
