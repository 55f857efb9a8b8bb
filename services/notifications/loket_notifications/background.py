"""The loops that run for as long as the service does: sending, tagging, measuring."""

import asyncio
from collections.abc import Iterable
from typing import cast

import structlog
from opentelemetry import metrics

from loket_notifications.domain.delivery import UNFINISHED, DeliveryState
from loket_notifications.gateways.mail_server import SmtpTransport
from loket_notifications.handlers.send_due_messages import MessageSender
from loket_notifications.handlers.tag_covert_owners import tag_dead_letters, tag_deliveries
from loket_notifications.settings import NotificationsSettings
from loket_notifications.store.deliveries import count_deliveries_to_askers, count_held_notifications, overdue_since
from loket_shared.failures import TransientError
from loket_shared.service.runtime import Runtime

_LOG = structlog.get_logger(__name__)

SEND_EVERY_SECONDS = 0.5
"""How long a new message waits at most while no other is being sent."""

CONNECTIONS = 4
"""Connections to the mail server; one is opened for each message that none is free for, up to so many."""

IDLE_SECONDS = 5.0
"""How long a connection is kept for the next message."""

TAG_EVERY_SECONDS = 1.0
MEASURE_EVERY_SECONDS = 10.0

_METER = metrics.get_meter("loket")
# No figure counts messages to departments. Together with the deliveries that a reader may see, a count
# would reveal the hidden ones. So would a waiting time.
_DELIVERIES = _METER.create_gauge("loket_letters", description="Messages to askers that wait or failed, by state")
_HELD = _METER.create_gauge("loket_waiting_news", description="Notifications about questions that are not known yet")
_OVERDUE = _METER.create_gauge(
    "loket_letters_overdue_seconds",
    unit="s",
    description="How long the message to an asker that is due longest is overdue",
)


async def send_messages(runtime: Runtime) -> None:
    """Send due messages until cancelled."""
    settings = cast(NotificationsSettings, runtime.settings)
    connections = [SmtpTransport(settings.smtp_server) for _ in range(CONNECTIONS)]
    destinations = (settings.department_mailboxes, settings.links)
    sender = MessageSender(runtime.unit_of_work, connections, *destinations, settings.lease)
    try:
        while True:
            await _send_due(sender)
            await _disconnect(connections, IDLE_SECONDS)
            await asyncio.sleep(SEND_EVERY_SECONDS)
    finally:
        await _disconnect(connections)


async def _send_due(sender: MessageSender) -> None:
    try:
        await sender.send_due()
    except TransientError as failure:
        _LOG.warning("messages wait", reason=type(failure).__name__)


async def _disconnect(connections: Iterable[SmtpTransport], idle_seconds: float = 0.0) -> None:
    await asyncio.gather(*(connection.disconnect(idle_seconds) for connection in connections))


async def tag_owners(runtime: Runtime) -> None:
    """Tag new dead letters, and deliveries of an earlier release, until cancelled.

    A tag shows the owner, so that nothing is opened for a reader who may not see it.
    """
    while True:
        async with runtime.unit_of_work() as work:
            await tag_deliveries(work)
            await tag_dead_letters(work)
        await asyncio.sleep(TAG_EVERY_SECONDS)


async def measure_deliveries(runtime: Runtime) -> None:
    """Set the metrics from the database until cancelled."""
    while True:
        async with runtime.unit_of_work() as work:
            counts = await count_deliveries_to_askers(work)
            for state in (*UNFINISHED, DeliveryState.FAILED):
                _DELIVERIES.set(counts.get(state, 0), {"state": state})
            _HELD.set(await count_held_notifications(work))
            since = await overdue_since(work, work.clock.now())
            _OVERDUE.set((work.clock.now() - since).total_seconds() if since else 0.0)
        await asyncio.sleep(MEASURE_EVERY_SECONDS)
