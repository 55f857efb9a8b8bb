"""What the tests do with the service: hand it events, let it send, look at what came of it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from kit.memory_vault import MemoryKeys
from kit.service import ServiceHarness
from loket_notifications.domain.message import Links
from loket_notifications.domain.notification import Mailboxes
from loket_notifications.gateways.mail_transport import MailTransport
from loket_notifications.handlers.send_due_messages import MessageSender
from loket_notifications.main import SERVICE
from loket_notifications.store.tables import DeliveryRow
from loket_shared.db.database import Database
from loket_shared.observability.clock import FixedClock
from loket_shared.outbox.tables import OUTBOX

LEASE = timedelta(seconds=60)
MAILBOXES = Mailboxes("loket.example", {})
LINKS = Links("https://vragen.example", "https://werkplek.example")


class NotificationsService(ServiceHarness):
    """The service, which sends when it is told to."""

    def __init__(self, database: Database, *, keys: MemoryKeys | None = None, clock: FixedClock | None = None) -> None:
        super().__init__(SERVICE, database, keys=keys, clock=clock)

    async def send_all(self, *connections: MailTransport) -> None:
        """Send everything that is due now."""
        await self.sender(*connections).send_due()

    def sender(self, *connections: MailTransport, lease: timedelta = LEASE) -> MessageSender:
        """Return a sender that sends over ``connections``."""
        return MessageSender(self.unit_of_work, connections, MAILBOXES, LINKS, lease)

    async def deliveries(self) -> Sequence[DeliveryRow]:
        """Return every delivery, oldest first."""
        async with self.database.transaction() as session:
            return (
                await session.exec(select(DeliveryRow).order_by(col(DeliveryRow.created_at), col(DeliveryRow.id)))
            ).all()

    async def published(self) -> list[Any]:
        """Return what stands in the outbox, in order."""
        async with self.database.transaction() as session:
            connection = await session.connection()
            return list(await connection.execute(OUTBOX.select().order_by(OUTBOX.c.position)))
