"""The desk's own services taking in records, each on its real database; what they believe is for the tests to say."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime

from kit.envelopes import envelope_of
from kit.memory_vault import MemoryKeys, MemoryVault
from kit.service import ServiceHarness
from kit.service_database import empty_database
from kit.settings import OIN

from loket_backoffice.main import SERVICE as BACKOFFICE
from loket_intake.main import SERVICE as INTAKE
from loket_notifications.main import SERVICE as NOTIFICATIONS
from loket_routing.main import SERVICE as ROUTING
from loket_shared.bus.dead_letters.store import DeadLetter, list_letters
from loket_shared.contracts.event import Event
from loket_shared.contracts.topics import producer_of
from loket_shared.db.database import Database
from loket_shared.envelope import Envelope, sign, to_record
from loket_shared.inbox.incoming import StoredRecord
from loket_shared.observability.clock import FixedClock
from loket_shared.sealing import Sealer
from loket_shared.service.runtime import ServiceDefinition
from loket_stack.postgres.databases import Databases

SERVICES = {service.name: service for service in (INTAKE, ROUTING, BACKOFFICE, NOTIFICATIONS)}


class Reader(ServiceHarness):
    """One service, and the keys that it and its producers share."""

    def __init__(self, definition: ServiceDefinition, database: Database) -> None:
        super().__init__(definition, database, clock=FixedClock(datetime.now(UTC)))

    async def take_in(self, event: Envelope, topic: str) -> None:
        """Take in ``event`` from ``topic`` as the bus does; the same envelope lies at the same place each time."""
        key, value, headers = to_record(event)
        await self.runtime.processor.process(StoredRecord(topic, 0, 0, key, value, headers))

    async def letters(self) -> list[DeadLetter]:
        """Return the dead letters."""
        async with self.unit_of_work() as work:
            return await list_letters(work.session, self.definition.group, None, 100)

    async def outcomes(self) -> dict[str, str]:
        """Return what became of each event or record that the inbox has."""
        return {row["id"]: row["outcome"] for row in await self._rows("SELECT id, outcome FROM inbox")}

    async def published(self) -> list[str]:
        """Return the topics of what the service published, but for its dead letters."""
        rows = await self._rows("SELECT topic FROM outbox")
        return [row["topic"] for row in rows if not row["topic"].endswith(".dead-letters")]

    async def moved_on(self) -> bool:
        """Return whether any key went on, is held or has something parked."""
        return bool(await self._rows("SELECT key FROM inbox_progress UNION ALL SELECT key FROM inbox_parked"))

    async def _rows(self, query: str) -> list[dict[str, str]]:
        async with self.database.begin() as transaction:
            return [dict(row) for row in await transaction.driver.fetch(query)]


@asynccontextmanager
async def reading(databases: Databases, service: str) -> AsyncIterator[Reader]:
    """Let a service read with nothing in its database yet."""
    async with empty_database(databases, service) as database:
        yield Reader(SERVICES[service], database)


async def told(event: Event, keys: MemoryKeys) -> Envelope:
    """Return ``event`` as its producer sends it first about a key, sealed and not signed yet."""
    producer = producer_of(event.topic, OIN)
    assert producer is not None
    return await envelope_of(event, Sealer(MemoryVault(keys)), source=producer.source)


def signed(event: Envelope, topic: str, keys: MemoryKeys, **changes: object) -> Envelope:
    """Return ``event``, with ``changes`` that its producer made itself, as its producer signs it."""
    producer = producer_of(topic, OIN)
    assert producer is not None
    return sign(replace(event, **changes), topic, keys.signing_key(producer.service))  # type: ignore[arg-type]
