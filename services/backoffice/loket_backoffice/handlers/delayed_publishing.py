"""Publishes contribution work some time after its cause, so that its time on the log reveals nothing.

If it were published at once, a request would be on the log within milliseconds of an event with its question's
reference. So its events wait, each for its own fraction of the spread. Then each is published with whatever else is due
of other questions, in a transaction that holds nothing else.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from uuid import UUID

import structlog
from opentelemetry import metrics

from loket_backoffice.handlers.for_each_isolated import for_each_isolated
from loket_backoffice.store.delayed_events import (
    DelayedEvent,
    add_delayed_events,
    due_events,
    overdue_for,
    take_delayed_events,
)
from loket_shared.contracts.contribution_event import ContributionEvent
from loket_shared.failures import ErasedError, TransientError
from loket_shared.service.runtime import Runtime
from loket_shared.service.settings import ServiceSettings
from loket_shared.unit_of_work import UnitOfWork


async def schedule_request_events(
    work: UnitOfWork, case_id: UUID, events: Iterable[tuple[ContributionEvent, datetime]]
) -> None:
    """Store events, consequences of new requests, to be published some time after the moment of each.

    All such events of one request get the same delay: two delays would help to guess the one moment behind them.
    """
    delayed = [DelayedEvent(event, since, _fraction(work, f"{event.request_id}")) for event, since in events]
    if delayed:
        await add_delayed_events(work, case_id, delayed)


async def schedule_step_event(work: UnitOfWork, case_id: UUID, event: ContributionEvent) -> None:
    """Store ``event``, about a step taken now, to be published some time from now."""
    fraction = _fraction(work, f"{event.request_id} {event.TYPE}")
    await add_delayed_events(work, case_id, [DelayedEvent(event, work.clock.now(), fraction)])


def _fraction(work: UnitOfWork, name: str) -> float:
    """Return a number from 0 to 1 that depends on ``name`` and the master key; without the key it looks random."""
    digest = sha256(work.vault.pseudonym(f"delay {name}").encode()).digest()
    return int.from_bytes(digest[:8]) / 2**64


BATCH_SIZE = 500
OVERDUE = timedelta(minutes=1)
"""An event that is overdue for less is being published now."""


_LOG = structlog.get_logger(__name__)

delayed_events_overdue = metrics.get_meter("loket").create_gauge(
    "loket_delayed_events_overdue_seconds",
    unit="s",
    description="How long the delayed event that is due longest is overdue, where it is more than a minute",
)


async def publish_delayed_events(runtime: Runtime) -> None:
    """Publish the events that are due, oldest first; any number of replicas may do this.

    If one of them cannot be published, each is published by itself, so that it holds up no other.
    """
    async with runtime.unit_of_work() as work:
        due = await due_events(work, _spread(runtime.settings), BATCH_SIZE)
    try:
        await _publish(runtime, *due)
    except TransientError:
        raise
    except Exception:
        await for_each_isolated(due, partial(_publish, runtime))


async def _publish(runtime: Runtime, *row_ids: UUID) -> None:
    """Publish the events whose turn has come in one transaction; those of an erased question are dropped silently."""
    if not row_ids:
        return
    async with runtime.unit_of_work() as work:
        events = await take_delayed_events(work, row_ids)
        keys = {event.key_name(part) for event in events for part in event.sealed_parts().values()}
        with suppress(ErasedError):
            await work.vault.ensure(keys)  # one call to the vault, instead of one for each event
        for event in events:
            with suppress(ErasedError):
                await work.publish(event)


async def measure_delayed_events(runtime: Runtime) -> None:
    """Set the gauge, and warn if publishing stopped; an event that is not due yet does not count."""
    async with runtime.unit_of_work() as work:
        overdue = await overdue_for(work, _spread(runtime.settings))
    stopped = overdue > OVERDUE
    delayed_events_overdue.set(overdue.total_seconds() if stopped else 0.0)
    if stopped:
        _LOG.warning("delayed events wait too long", seconds=round(overdue.total_seconds()))


def _spread(settings: ServiceSettings) -> timedelta:
    return timedelta(seconds=settings.contribution_spread_seconds)
