"""What the tests do with the service: hand it events, let it send, look at what came of it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from kit.audit_trail import trail
from kit.events import incoming
from kit.memory_vault import MemoryKeys, MemoryVault
from sqlmodel import col, select

from loket_notifications.domain.addressee import Mailboxes
from loket_notifications.domain.message import Links
from loket_notifications.gateways.mail_transport import MailTransport
from loket_notifications.handlers.send_due_messages import MessageSender
from loket_notifications.store.tables import DeliveryRow
from loket_notifications.subscriptions import SUBSCRIPTIONS
from loket_policy.vault import VAULT_GRANTS
from loket_shared.contracts.event import Event
from loket_shared.contracts.events.cases_erased import CaseErased
from loket_shared.db.database import Database
from loket_shared.observability.clock import FixedClock
from loket_shared.outbox.tables import OUTBOX
from loket_shared.sealing.sealer import Sealer
from loket_shared.unit_of_work import Publisher, UnitsOfWork

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)
MAILBOXES = Mailboxes("loket.example", {})
LINKS = Links("https://vragen.example", "https://werkplek.example")


class Desk:
    """The service with a clock that stands still, and keys that can be destroyed."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = FixedClock(START)
        self.keys = MemoryKeys()
        self.vault = MemoryVault(self.keys, VAULT_GRANTS["notifications"])
        publisher = Publisher(
            "urn:nld:oin:1:systeem:loket-notifications", "https://schemas.example", "https://n.example"
        )
        self.unit_of_work = UnitsOfWork(database, self.clock, Sealer(self.vault), self.vault, publisher, trail())

    async def hear(self, event: Event) -> None:
        """Let the service handle ``event`` as the bus would: in one transaction."""
        async with self.unit_of_work() as work:
            await SUBSCRIPTIONS[type(event)](work, incoming(event, self.clock.now()))

    async def erase(self, erased: CaseErased) -> None:
        """Destroy the keys of a question, and let the service hear of it."""
        self.keys.destroy(erased.question_id)
        await self.hear(erased)

    async def send_all(self, transport: MailTransport) -> None:
        """Send everything that is due now."""
        await self.sender(transport).send_due()

    def sender(self, transport: MailTransport, lease: timedelta = LEASE) -> MessageSender:
        """Return a sender that sends by ``transport``."""
        return MessageSender(self.unit_of_work, transport, MAILBOXES, LINKS, lease)

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
