"""Publishing contribution work apart from what it follows from, so that its time on the log tells nothing.

Published at once, a request would stand on the log within milliseconds of what happened to its question, which
stands there with its reference. So its events wait, each for its own share of the spread. Then each is published in a
transaction of its own, among those of other questions.
"""

from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from uuid import UUID

import structlog
from opentelemetry import metrics

from loket_backoffice.handlers.for_each_isolated import for_each_isolated
from loket_backoffice.store.delayed_events import add_delayed_event, due_events, overdue_for, take_delayed_event
from loket_shared.contracts.contribution_event import ContributionEvent
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.failures import Erased
from loket_shared.ops.runtime import Runtime
from loket_shared.ops.settings import ServiceSettings


async def delay_request(work: UnitOfWork, case_id: UUID, event: ContributionEvent, since: datetime) -> None:
    """Have ``event``, which follows from when its request was made, published some time after ``since``.

    All such events of one request wait equally long: each other wait would tell more of that one moment.
    """
    await add_delayed_event(work, case_id, event, since, _share(work, f"{event.request_id}"))


async def delay_act(work: UnitOfWork, case_id: UUID, event: ContributionEvent) -> None:
    """Have ``event``, which tells what somebody did just now, published some time from now."""
    share = _share(work, f"{event.request_id} {event.TYPE}")
    await add_delayed_event(work, case_id, event, work.clock.now(), share)


def _share(work: UnitOfWork, name: str) -> float:
    """Return a number from 0 to 1 that is always the same for ``name``, and random to who lacks the master key."""
    digest = sha256(work.vault.pseudonym(f"delay {name}").encode()).digest()
    return int.from_bytes(digest[:8]) / 2**64


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
    await for_each_isolated(due, partial(publish_delayed_event, runtime))


async def publish_delayed_event(runtime: Runtime, row_id: UUID) -> None:
    """Publish one, unless it is not its turn; that of an erased question ends quietly."""
    async with runtime.unit_of_work() as work:
        event = await take_delayed_event(work, row_id)
        if event is None:
            return
        try:
            await work.publish(event)
        except Erased:
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
