"""The loops that run beside the API and the consumer."""

import asyncio

from loket_routing import simulator
from loket_routing.handlers.backfill_participants import backfill_participants
from loket_routing.handlers.edit_rule_set import offer_release
from loket_routing.handlers.rule_set_steps import announce_activations
from loket_routing.handlers.simulations import take_up_simulation
from loket_shared.service.runtime import Runtime

_EVERY_SECONDS = 1.0
_INDEXED_EVERY_SECONDS = 60.0
_OFFERED_EVERY_SECONDS = 3600.0


async def run_announcer(runtime: Runtime) -> None:
    """Announce rule sets within a second after they become active."""
    while True:
        await announce_activations(runtime)
        await asyncio.sleep(_EVERY_SECONDS)


async def run_simulations(runtime: Runtime) -> None:
    """Run the simulations that rule owners order, one after the other."""
    while True:
        if not await take_up_simulation(runtime, simulator.__name__):
            await asyncio.sleep(_EVERY_SECONDS)


async def run_participant_backfill(runtime: Runtime) -> None:
    """Index the decisions of an earlier release, also while some of its processes still run."""
    while True:
        await backfill_participants(runtime)
        await asyncio.sleep(_INDEXED_EVERY_SECONDS)


async def run_release_offers(runtime: Runtime) -> None:
    """Draft the rule set of this release at the start; after a failure try again every hour."""
    while True:
        async with runtime.unit_of_work() as work:
            await offer_release(work)
        await asyncio.sleep(_OFFERED_EVERY_SECONDS)
