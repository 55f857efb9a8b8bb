"""Run one attempt at a simulation, behind everything else this machine has to do."""

import sys
from uuid import UUID

import uvloop

from loket_routing.gateways.parent_watch import exit_with_parent
from loket_routing.handlers.simulations.run_simulation import run_simulation
from loket_routing.simulator.behind import step_back
from loket_routing.simulator.cores import all_cores
from loket_routing.simulator.opening import opened
from loket_routing.store.simulation_queue import Job

_CONNECTIONS = 2


async def _run(job: Job) -> None:
    async with opened(_CONNECTIONS) as runtime:
        with all_cores(job) as cores:
            await run_simulation(runtime, job, cores)


if __name__ == "__main__":
    _, parent, simulation, attempt = sys.argv
    exit_with_parent(int(parent))
    step_back()
    uvloop.run(_run(Job(UUID(simulation), int(attempt))))
