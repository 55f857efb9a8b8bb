"""Sends the messages of pending deliveries, and publishes the outcomes."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from opentelemetry.trace import SpanKind

from loket_notifications.domain.delivery import DeliveryState, next_attempt
from loket_notifications.domain.message import Links, Message, MessageFacts
from loket_notifications.domain.notification import Addressee, Mailboxes, NotificationKind
from loket_notifications.gateways.mail_transport import MailError, MailTransport, PermanentMailError
from loket_notifications.gateways.message_text import render_text
from loket_notifications.store.deliveries import (
    open_addressee,
    record_outcome,
    renew_lease,
    return_delivery,
    take_next_due,
)
from loket_notifications.store.tables import DeliveryRow
from loket_shared.contracts.events.notifications_delivered import NotificationDelivered
from loket_shared.contracts.events.notifications_failed import NotificationFailed
from loket_shared.contracts.notification_event import DeliveryDetails
from loket_shared.failures import ErasedError, PermanentError, TransientError, VaultUnreachableError
from loket_shared.local_time import local_date
from loket_shared.observability.tracing import context_of, span
from loket_shared.outbox.append import Causation, current_causation
from loket_shared.unit_of_work import UnitOfWork

_LOG = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Attempt:
    """One attempt at a delivery. No other sender takes the delivery during the lease."""

    delivery: DeliveryRow
    addressee: Addressee
    started_at: datetime


@dataclass(frozen=True)
class MessageSender:
    """Sends due messages. Any number of senders may work on the same deliveries.

    After a crash it is unknown of at most one message whether it was sent. When its lease ends, it is sent again with
    the same Message-ID (docs/architecture.md#mail).
    """

    unit_of_work: Callable[[], AbstractAsyncContextManager[UnitOfWork]]
    transport: MailTransport
    mailboxes: Mailboxes
    links: Links
    lease: timedelta

    async def send_due(self) -> None:
        """Send every due message, the one that has been due longest first.

        Raises:
            TransientError: the outcome of a message could not be recorded; the message is sent again later.
        """
        async with self.unit_of_work() as work:
            attempt = await _begin_attempt(work, self.lease)
        while attempt is not None:
            attempt = await self._send(attempt)

    async def _send(self, attempt: Attempt) -> Attempt | None:
        """Send one message and return the next attempt; it begins in the transaction that ends this attempt."""
        delivery = attempt.delivery
        attributes: dict[str, str | int] = {"delivery.id": str(delivery.id), "delivery.attempt": delivery.attempts}
        with (
            _caused_by_event_of(delivery),
            span("send mail", SpanKind.CLIENT, context_of(delivery.traceparent), attributes),
        ):
            address = attempt.addressee.address(self.mailboxes, local_date(attempt.started_at))
            async with self._lease_renewed(delivery):
                error = await self._try_to_send(_message(delivery, address, self.links))
            async with self.unit_of_work() as work:
                await _end_attempt(work, attempt, address, error)
                return await _begin_attempt(work, self.lease)

    async def _try_to_send(self, message: Message) -> MailError | None:
        try:
            await self.transport.send(message)
        except MailError as error:
            _LOG.warning("message not sent", delivery_id=str(message.delivery_id), reason=error.code)
            return error
        return None

    @asynccontextmanager
    async def _lease_renewed(self, delivery: DeliveryRow) -> AsyncIterator[None]:
        """Keep the delivery from other senders, however long the server takes."""
        renewal = asyncio.create_task(self._keep_renewing(delivery))
        try:
            yield
        finally:
            renewal.cancel()
            await asyncio.wait([renewal])

    async def _keep_renewing(self, delivery: DeliveryRow) -> None:
        while True:
            await asyncio.sleep(self.lease.total_seconds() / 3)
            try:
                async with self.unit_of_work() as work:
                    await renew_lease(work, delivery, work.clock.now() + self.lease)
            except TransientError as failure:
                _LOG.warning("lease of a message not renewed", reason=type(failure).__name__)


async def _begin_attempt(work: UnitOfWork, lease: timedelta) -> Attempt | None:
    """Take the next due delivery and record it as being sent; return None if nothing is due.

    A delivery whose addressee is erased or unreadable is ended and skipped. While the vault is unreachable
    no addressee can be read, so the delivery is returned and nothing counts as due.
    """
    while (delivery := await take_next_due(work, work.clock.now() + lease)) is not None:
        try:
            return Attempt(delivery, await open_addressee(work, delivery), work.clock.now())
        except VaultUnreachableError:
            _LOG.warning("messages wait", reason="the vault is away")
            await return_delivery(work, delivery)
            return None
        except ErasedError:
            await record_outcome(work, delivery, DeliveryState.ERASED, None)
        except PermanentError:
            await record_outcome(work, delivery, DeliveryState.FAILED, "addressee-unreadable")
    return None


def _message(delivery: DeliveryRow, address: str, links: Links) -> Message:
    """Return the message of a delivery; it is the same at every attempt."""
    link = links.to_page(delivery.reference, delivery.request_id)
    facts = MessageFacts(NotificationKind(delivery.occasion), delivery.language, delivery.reference, link)
    return Message(delivery.id, delivery.created_at, address, facts.language, render_text(facts))


async def _end_attempt(work: UnitOfWork, attempt: Attempt, address: str, error: MailError | None) -> None:
    """Record the outcome of an attempt, and publish a final outcome.

    Nothing happens if the attempt lost the delivery: its question was erased meanwhile, or the attempt took so long
    that another sender took it over.
    """
    delivery, now = attempt.delivery, work.clock.now()
    if error is None:
        state, retry_at = DeliveryState.DELIVERED, None
    else:
        refused = isinstance(error, PermanentMailError)
        retry_at = None if refused else next_attempt(delivery.attempts, now, delivery.give_up_at)
        state = DeliveryState.FAILED if retry_at is None else DeliveryState.WAITING
    recorded = await record_outcome(work, delivery, state, error.code if error else None, retry_at)
    if recorded and retry_at is None:
        await _publish_outcome(work, attempt, address, now, delivered=error is None)


async def _publish_outcome(
    work: UnitOfWork, attempt: Attempt, address: str, ended_at: datetime, *, delivered: bool
) -> None:
    """Publish the outcome of a delivery; for a mail to a department the time is in the sealed part."""
    delivery = attempt.delivery
    details = DeliveryDetails(question_id=attempt.addressee.question_id, recipient=address)
    about: dict[str, Any]
    if delivery.request_id is None:
        details = details.model_copy(update={"occasion": delivery.occasion, "written_at": delivery.created_at})
        about = {"question_id": delivery.question_id, "reference": delivery.reference, "to_asker": details}
        about["delivered_at" if delivered else "failed_at"] = ended_at
    else:
        details = details.model_copy(update={"ended_at": ended_at})
        about = {"request_id": delivery.request_id, "to_department": details}
    kind = NotificationDelivered if delivered else NotificationFailed
    event = kind(delivery_id=delivery.id, **about)
    try:
        await work.publish(event)
    except ErasedError:
        # The question was erased while its message was being sent, so no outcome is published.
        return


@contextmanager
def _caused_by_event_of(delivery: DeliveryRow) -> Iterator[None]:
    """Name the event that caused the delivery in the events published here.

    An event about a department's work must not be named (docs/architecture.md#confidentiality).
    """
    about = delivery.question_id or delivery.request_id
    token = current_causation.set(
        Causation(str(delivery.cause_id), str(about), linked=delivery.question_id is not None)
    )
    try:
        yield
    finally:
        current_causation.reset(token)
