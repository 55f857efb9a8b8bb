"""What runs beside the API and the consumer."""

import asyncio

from loket_routing.handlers.announce_activations import announce_activations
from loket_shared.ops.runtime import Runtime

_EVERY_SECONDS = 1.0


async def keep_announcing(runtime: Runtime) -> None:
    """Tell of rule sets as they come into force, within a second."""
    while True:
        await announce_activations(runtime)
        await asyncio.sleep(_EVERY_SECONDS)
