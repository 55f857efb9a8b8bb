"""The loops that run for as long as the service does: sending, tagging, measuring."""

import asyncio
from types import TracebackType
from typing import cast

import structlog
from opentelemetry import metrics

from loket_notifications.domain.delivery import DeliveryState
from loket_notifications.domain.message import Message
from loket_notifications.gateways.mail_server import SmtpTransport
from loket_notifications.gateways.mail_transport import MailTransport
from loket_notifications.handlers.send_due_messages import MessageSender
from loket_notifications.handlers.tag_covert_owners import tag_dead_letters, tag_deliveries
from loket_notifications.settings import NotificationsSettings
from loket_notifications.store.deliveries import count_deliveries_to_askers, count_held_notifications, overdue_since
from loket_shared.failures import TransientError
from loket_shared.service.runtime import Runtime

_LOG = structlog.get_logger(__name__)

SEND_EVERY_SECONDS = 0.5
"""How long a new message waits at most while no other is being sent."""

TURN_SECONDS = 10.0
"""How long a slow mail server may keep the other messages waiting."""

SENDERS = 4
"""One sends, and the others take over while a message is slow."""

TAG_EVERY_SECONDS = 1.0
MEASURE_EVERY_SECONDS = 10.0

_METER = metrics.get_meter("loket")
# No figure counts messages to departments. Together with the deliveries that a reader may see, a count
# would reveal the hidden ones. So would a waiting time.
_DELIVERIES = _METER.create_gauge("loket_letters", description="Messages to askers, by state")
_HELD = _METER.create_gauge("loket_waiting_news", description="Notifications about questions that are not known yet")
_OVERDUE = _METER.create_gauge(
    "loket_letters_overdue_seconds",
    unit="s",
    description="How long the message to an asker that is due longest is overdue",
)


async def send_messages(runtime: Runtime) -> None:
    """Send due messages until cancelled: one after the other, and others beside a slow one."""
    lock = asyncio.Lock()
    async with asyncio.TaskGroup() as senders:
        for _ in range(SENDERS):
            senders.create_task(_send_messages(runtime, Turn(lock)))


async def _send_messages(runtime: Runtime, turn: "Turn") -> None:
    settings = cast(NotificationsSettings, runtime.settings)
    smtp = SmtpTransport(settings.smtp_server)
    transport = YieldingTransport(smtp, turn, TURN_SECONDS)
    destinations = (settings.department_mailboxes, settings.links)
    sender = MessageSender(runtime.unit_of_work, transport, *destinations, settings.lease)
    try:
        while True:
            async with turn:
                await _send_due(sender)
                await smtp.disconnect()
                await asyncio.sleep(SEND_EVERY_SECONDS)
    finally:
        await smtp.disconnect()


async def _send_due(sender: MessageSender) -> None:
    try:
        await sender.send_due()
    except TransientError as failure:
        _LOG.warning("messages wait", reason=type(failure).__name__)


class Turn:
    """The turn of one sender: it holds ``lock``, and may release it before it is done."""

    def __init__(self, lock: asyncio.Lock) -> None:
        self._lock = lock
        self._has_lock = False

    async def __aenter__(self) -> None:
        await self._lock.acquire()
        self._has_lock = True

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.give_up()

    def give_up(self) -> None:
        """Release the lock, so that another sender goes on; a repeated call does nothing."""
        if self._has_lock:
            self._has_lock = False
            self._lock.release()


class YieldingTransport:
    """Sends messages by ``transport``, and gives up the turn if a message takes longer than ``seconds``."""

    def __init__(self, transport: MailTransport, turn: Turn, seconds: float) -> None:
        self._transport = transport
        self._turn = turn
        self._seconds = seconds

    async def send(self, message: Message) -> None:
        """Return once the message is accepted; raises as ``MailTransport.send`` does."""
        slow = asyncio.get_running_loop().call_later(self._seconds, self._turn.give_up)
        try:
            await self._transport.send(message)
        finally:
            slow.cancel()


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
            for state in DeliveryState:
                _DELIVERIES.set(counts.get(state, 0), {"state": state})
            _HELD.set(await count_held_notifications(work))
            since = await overdue_since(work, work.clock.now())
            _OVERDUE.set((work.clock.now() - since).total_seconds() if since else 0.0)
        await asyncio.sleep(MEASURE_EVERY_SECONDS)
