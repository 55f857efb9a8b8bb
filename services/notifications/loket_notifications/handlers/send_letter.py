"""Send the letters whose turn it is."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import structlog
from opentelemetry.trace import SpanKind

from loket_notifications.domain.addressee import Mailboxes
from loket_notifications.domain.letter import LetterFacts, Mail
from loket_notifications.domain.links import Links
from loket_notifications.domain.occasions import Occasion
from loket_notifications.gateways.letters import write
from loket_notifications.gateways.post import NotNow, Post
from loket_notifications.handlers.conclude_delivery import conclude_delivery
from loket_notifications.handlers.take_delivery import Taken, take_delivery
from loket_notifications.store.deliveries import renew_attempt
from loket_notifications.store.tables import Delivery
from loket_shared.failures import TransientError
from loket_shared.local_time import local_date
from loket_shared.observability.tracing import context_of, span
from loket_shared.outbox.causation import Causation, current_causation
from loket_shared.unit_of_work import UnitOfWork

_LOG = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Sender:
    """Sends letters. Any number of senders may work on the same deliveries.

    A crash leaves at most the one letter in hand in doubt: it is sent again with the same Message-ID
    once its lease is over (design section 4, mail).
    """

    unit_of_work: Callable[[], AbstractAsyncContextManager[UnitOfWork]]
    post: Post
    mailboxes: Mailboxes
    links: Links
    lease: timedelta

    async def send_due(self) -> None:
        """Send what is due, one letter after the other, the one that has been due longest first.

        Raises:
            TransientFailure: what became of a letter cannot be told now; it stays in doubt.
        """
        async with self.unit_of_work() as work:
            taken = await take_delivery(work, self.lease)
        while taken is not None:
            taken = await self._send(taken)

    async def _send(self, taken: Taken) -> Taken | None:
        """Send one letter and return the next, taken in the transaction that concludes this one."""
        delivery = taken.delivery
        current_causation.set(_cause_of(delivery))
        marks: dict[str, str | int] = {"delivery.id": str(delivery.id), "delivery.attempt": delivery.attempts}
        with span("send mail", SpanKind.CLIENT, context_of(delivery.traceparent), marks):
            address = taken.addressee.address(self.mailboxes, local_date(taken.at))
            async with self._lease_renewed(delivery):
                outcome = await self._hand_over(mail_of(delivery, address, self.links))
            async with self.unit_of_work() as work:
                await conclude_delivery(taken, address, outcome, work)
                return await take_delivery(work, self.lease)

    async def _hand_over(self, mail: Mail) -> NotNow | None:
        try:
            await self.post.hand_over(mail)
        except NotNow as failure:
            _LOG.warning("mail not taken", delivery_id=str(mail.delivery_id), reason=failure.code)
            return failure
        return None

    @asynccontextmanager
    async def _lease_renewed(self, delivery: Delivery) -> AsyncIterator[None]:
        """Keep the delivery from other senders, however long the server takes."""
        renewal = asyncio.create_task(self._renew_lease(delivery))
        try:
            yield
        finally:
            renewal.cancel()
            await asyncio.wait([renewal])

    async def _renew_lease(self, delivery: Delivery) -> None:
        while True:
            await asyncio.sleep(self.lease.total_seconds() / 3)
            try:
                async with self.unit_of_work() as work:
                    await renew_attempt(work, delivery, work.clock.now() + self.lease)
            except TransientError as failure:
                _LOG.warning("lease of a letter not renewed", reason=type(failure).__name__)


def mail_of(delivery: Delivery, address: str, links: Links) -> Mail:
    """Return the mail of a delivery, the same at every attempt."""
    link = links.to_page(delivery.reference, delivery.request_id)
    facts = LetterFacts(Occasion(delivery.occasion), delivery.language, delivery.reference, link)
    return Mail(delivery.id, delivery.created_at, address, facts.language, write(facts))


def _cause_of(delivery: Delivery) -> Causation:
    """Return what the outcome follows from; work of a department must not be named (design section 5)."""
    about = delivery.question_id or delivery.request_id
    return Causation(str(delivery.cause_id), str(about), linked=delivery.question_id is not None)
