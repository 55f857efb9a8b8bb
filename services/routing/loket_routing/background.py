"""What runs beside the API and the consumer."""

import asyncio

from loket_routing.handlers.announce_activations import announce_activations
from loket_routing.handlers.index_decided import index_decided
from loket_routing.handlers.lifecycle.offer_release import offer_release
from loket_routing.handlers.simulations.take_up_simulation import take_up_simulation
from loket_shared.service.runtime import Runtime

_EVERY_SECONDS = 1.0
_INDEXED_EVERY_SECONDS = 60.0
_OFFERED_EVERY_SECONDS = 3600.0


async def keep_announcing(runtime: Runtime) -> None:
    """Tell of rule sets as they come into force, within a second."""
    while True:
        await announce_activations(runtime)
        await asyncio.sleep(_EVERY_SECONDS)


async def keep_simulating(runtime: Runtime) -> None:
    """Run the simulations that rule owners ask for, one after the other."""
    while True:
        if not await take_up_simulation(runtime):
            await asyncio.sleep(_EVERY_SECONDS)


async def keep_indexed(runtime: Runtime) -> None:
    """Take in what processes of an earlier release decided, also while some of them still run."""
    while True:
        await index_decided(runtime)
        await asyncio.sleep(_INDEXED_EVERY_SECONDS)


async def keep_release_offered(runtime: Runtime) -> None:
    """Draft the rule set that came with this release, at the start and where that did not work, later."""
    while True:
        async with runtime.unit_of_work() as work:
            await offer_release(work)
        await asyncio.sleep(_OFFERED_EVERY_SECONDS)
