"""The loops that run beside the API and the consumer, and do work that is due."""

import asyncio
from collections.abc import Awaitable, Callable

from loket_backoffice.handlers.deadlines import ROUND_LENGTH, escalate_unrouted, publish_deadlines
from loket_backoffice.handlers.delayed_publishing import measure_delayed_events, publish_delayed_events
from loket_backoffice.handlers.erase_question import finish_erasures
from loket_backoffice.handlers.operations import measure_cases
from loket_shared.service.runtime import Runtime

INTERVAL_SECONDS = ROUND_LENGTH.total_seconds()
PUBLISH_INTERVAL_SECONDS = 1.0

Step = Callable[[Runtime], Awaitable[None]]


def _every(step: Step, seconds: float = INTERVAL_SECONDS) -> Step:
    async def loop(runtime: Runtime) -> None:
        while True:
            await step(runtime)
            await asyncio.sleep(seconds)

    loop.__name__ = step.__name__
    return loop


_SLOW_STEPS = (publish_deadlines, escalate_unrouted, finish_erasures, measure_cases, measure_delayed_events)

LOOPS: tuple[Step, ...] = (
    *map(_every, _SLOW_STEPS),
    _every(publish_delayed_events, PUBLISH_INTERVAL_SECONDS),
)
