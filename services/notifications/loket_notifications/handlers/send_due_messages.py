"""Sends the messages of due deliveries, several at a time."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import timedelta

import structlog

from loket_notifications.domain.message import Links, Message, MessageFacts
from loket_notifications.domain.notification import Mailboxes, NotificationKind
from loket_notifications.gateways.mail_transport import MailTransport
from loket_notifications.gateways.message_text import render_text
from loket_notifications.handlers.messages_in_hand import MessagesInHand, TakenMessage, TriedMessage
from loket_notifications.handlers.record_attempts import NOTHING, begin_attempts, conclude_attempts
from loket_notifications.store.attempts import Attempt, renew_leases, return_untried
from loket_shared.broker.retryable import is_transient
from loket_shared.unit_of_work import UnitOfWork

_LOG = structlog.get_logger(__name__)

PATIENCE_SECONDS = 0.5
"""How long a slow message may hold up the record of the others, and the messages behind it."""

FINISH_SECONDS = 5.0
"""How long a sender that is stopped waits for the messages under way."""


class MessageSender:
    """Sends due messages over several connections. Any number of senders may work on the same deliveries.

    After a crash it is unknown of at most ``MOST_IN_HAND`` messages whether they were sent. When their leases end, they
    are sent again with the same Message-IDs (docs/architecture.md#mail).
    """

    def __init__(
        self,
        unit_of_work: Callable[[], AbstractAsyncContextManager[UnitOfWork]],
        connections: Sequence[MailTransport],
        mailboxes: Mailboxes,
        links: Links,
        lease: timedelta,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._mailboxes = mailboxes
        self._links = links
        self._lease = lease
        self._hand = MessagesInHand(connections, self._write)
        self._leases_from = 0.0

    async def send_due(self) -> None:
        """Send every due message, those first that have been due longest.

        Outcomes are recorded in the transaction that takes the next messages. A message that hangs keeps its
        connection only: every ``PATIENCE_SECONDS`` the outcomes of the others are recorded and more are taken.
        """
        self._leases_from = asyncio.get_running_loop().time()
        try:
            more = await self._record([], [], look=True)
            while more or self._hand:
                await self._hand.wait(PATIENCE_SECONDS)
                await self._keep_leases()
                more = await self._record_or_wait(more)
        except asyncio.CancelledError:
            await self._finish()
            raise
        finally:
            await self._hand.break_off()

    async def _record_or_wait(self, more: bool) -> bool:
        """Record the outcomes and take more; return True if more may be due.

        Outcomes that cannot be recorded now are kept, and what is under way goes on: only a crash leaves a doubt.
        """
        tried, untried = self._hand.tried, self._hand.withdraw()
        try:
            return await self._record(tried, untried, look=more or bool(untried) or self._hand.under_way)
        except Exception as failure:
            if not self._hand:
                raise
            if is_transient(failure):
                _LOG.warning("messages wait", reason=type(failure).__name__)
                await asyncio.sleep(PATIENCE_SECONDS)
            else:
                _LOG.error("outcomes not recorded together", number=len(tried), exc_info=failure)
                await self._record_each(tried)
            return True

    async def _record(self, tried: Sequence[TriedMessage], untried: Sequence[Attempt], *, look: bool) -> bool:
        room = self._hand.room if look else 0
        taken = NOTHING
        async with self._unit_of_work() as work:
            if tried:
                await conclude_attempts(work, tried)
            if untried:
                await return_untried(work, untried)
            if room:
                held = [attempt.delivery_id for attempt in self._hand.begun]
                taken = await begin_attempts(work, self._mailboxes, self._lease, room, held)
        self._hand.remove_oldest(len(tried))
        self._hand.add(taken.messages)
        return taken.more or (look and not room)

    async def _record_each(self, tried: Sequence[TriedMessage]) -> None:
        """Record each outcome by itself; one that cannot be recorded is left, and its message is sent again."""
        for message in tried:
            try:
                await self._record([message], [], look=False)
            except Exception as failure:
                if is_transient(failure):
                    return
                attempt = message.taken.attempt
                _LOG.error("outcome not recorded", delivery_id=str(attempt.delivery_id), exc_info=failure)
                self._hand.remove_oldest(1)

    async def _keep_leases(self) -> None:
        """Keep the deliveries from other senders, however long the server takes."""
        now, attempts = asyncio.get_running_loop().time(), self._hand.begun
        if now - self._leases_from < self._lease.total_seconds() / 3 or not attempts:
            return
        try:
            async with self._unit_of_work() as work:
                await renew_leases(work, attempts, work.clock.now() + self._lease)
            self._leases_from = now
        except Exception as failure:
            if not is_transient(failure):
                raise
            _LOG.warning("leases of messages not renewed", reason=type(failure).__name__)

    async def _finish(self) -> None:
        """Return the messages that did not begin, and record those that end in time, so that a stop repeats none."""
        untried = self._hand.withdraw()
        try:
            await self._hand.wait(FINISH_SECONDS)
            await self._record(self._hand.tried, untried, look=False)
        except Exception as failure:
            _LOG.warning("messages in doubt", number=len(self._hand.begun), reason=type(failure).__name__)

    def _write(self, taken: TakenMessage) -> Message:
        """Return the message of a delivery; it is the same at every attempt."""
        attempt = taken.attempt
        link = self._links.to_page(attempt.reference, attempt.request_id)
        facts = MessageFacts(NotificationKind(attempt.occasion), attempt.language, attempt.reference, link)
        return Message(attempt.delivery_id, attempt.created_at, taken.address, facts.language, render_text(facts))
