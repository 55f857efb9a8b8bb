"""Runs one attempt at a simulation, with low priority."""

import sys
from uuid import UUID

import uvloop

from loket_routing.gateways.parent_watch import exit_with_parent
from loket_routing.handlers.run_simulation import run_simulation
from loket_routing.simulator.worker import lower_priority, open_simulator_runtime, worker_pool
from loket_routing.store.simulation_queue import Job

_CONNECTIONS = 2


async def _run(job: Job) -> None:
    async with open_simulator_runtime(_CONNECTIONS) as runtime:
        with worker_pool(job) as workers:
            await run_simulation(runtime, job, workers)


if __name__ == "__main__":
    _, parent, simulation, attempt = sys.argv
    exit_with_parent(int(parent))
    lower_priority()
    uvloop.run(_run(Job(UUID(simulation), int(attempt))))
