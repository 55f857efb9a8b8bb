"""The events about contribution work whose moment has come: publish each in a transaction of its own."""

from datetime import timedelta
from functools import partial
from uuid import UUID

import structlog
from opentelemetry import metrics

from loket_backoffice.handlers.one_by_one import one_by_one
from loket_backoffice.store.delayed_events import due_events, overdue_for, take_delayed_event
from loket_shared.failures import ErasedError
from loket_shared.service.runtime import Runtime
from loket_shared.service.settings import ServiceSettings

AT_ONCE = 500
OVERDUE = timedelta(minutes=1)
"""What is overdue for less is being published now."""


_LOG = structlog.get_logger(__name__)

delayed_events_overdue = metrics.get_meter("loket").create_gauge(
    "loket_delayed_events_overdue_seconds",
    unit="s",
    description="How long the delayed event that is due longest is overdue, where it is more than a minute",
)


async def publish_delayed_events(runtime: Runtime) -> None:
    """Publish what is due, in the order in which it became so; any number of replicas may do this."""
    async with runtime.unit_of_work() as work:
        due = await due_events(work, _spread(runtime.settings), AT_ONCE)
    await one_by_one(due, partial(publish_delayed_event, runtime))


async def publish_delayed_event(runtime: Runtime, row_id: UUID) -> None:
    """Publish one, unless it is not its turn; that of an erased question ends quietly."""
    async with runtime.unit_of_work() as work:
        event = await take_delayed_event(work, row_id)
        if event is None:
            return
        try:
            await work.publish(event)
        except ErasedError:
            return


async def measure_delayed_events(runtime: Runtime) -> None:
    """Set the figure, and warn, where publishing stopped; an event that waits for its turn moves nothing."""
    async with runtime.unit_of_work() as work:
        overdue = await overdue_for(work, _spread(runtime.settings))
    stopped = overdue > OVERDUE
    delayed_events_overdue.set(overdue.total_seconds() if stopped else 0.0)
    if stopped:
        _LOG.warning("delayed events wait too long", seconds=round(overdue.total_seconds()))


def _spread(settings: ServiceSettings) -> timedelta:
    return timedelta(seconds=settings.contribution_spread_seconds)
