"""What runs beside the API and the consumer: loops that find work whose time has come."""

import asyncio
from collections.abc import Awaitable, Callable

from loket_backoffice.handlers.delayed_publishing import measure_delayed_events, publish_delayed_events
from loket_backoffice.handlers.erase_question import finish_erasures
from loket_backoffice.handlers.escalate_unrouted import escalate_unrouted
from loket_backoffice.handlers.measure_cases import measure_cases
from loket_backoffice.handlers.publish_deadlines import ROUND_LENGTH, publish_deadlines
from loket_shared.ops.runtime import Runtime

EVERY_SECONDS = ROUND_LENGTH.total_seconds()
PUBLISH_EVERY_SECONDS = 1.0

Step = Callable[[Runtime], Awaitable[None]]


def _again_and_again(step: Step, seconds: float = EVERY_SECONDS) -> Step:
    async def loop(runtime: Runtime) -> None:
        while True:
            await step(runtime)
            await asyncio.sleep(seconds)

    loop.__name__ = step.__name__
    return loop


_STEPS = (publish_deadlines, escalate_unrouted, finish_erasures, measure_cases, measure_delayed_events)

LOOPS: tuple[Step, ...] = (
    *map(_again_and_again, _STEPS),
    _again_and_again(publish_delayed_events, PUBLISH_EVERY_SECONDS),
)
