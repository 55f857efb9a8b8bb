"""A service that publishes how far its trail is, with its relay and a broker in memory."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from kit.audit_trail import trail
from kit.memory_broker import MemoryBroker
from kit.memory_vault import MemoryVault

from loket_shared.audit.published import Verdict
from loket_shared.broker.topics import TopicSpec, audit_heads_topic
from loket_shared.db.database import Database
from loket_shared.outbox.relay import Relay
from loket_shared.sealing import Sealer
from loket_shared.service.loops import publish_head, verify_trail
from loket_shared.unit_of_work import Publisher, UnitsOfWork

GROUP = "loket.backoffice"
TOPIC = audit_heads_topic(GROUP)
PATIENCE_SECONDS = 40


class LaterClock:
    """The machine's clock, put forward."""

    def __init__(self) -> None:
        self.later = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.later


class PublishingService:
    """A back office of which nothing runs by itself."""

    def __init__(self, database: Database) -> None:
        self.vault = vault = MemoryVault()
        publisher = Publisher("urn:nld:oin:1:systeem:loket-backoffice", "https://s.example", "https://b.example")
        self.clock = LaterClock()
        self.broker = MemoryBroker()
        self.database = database
        self.units_of_work = UnitsOfWork(database, self.clock, Sealer(vault), vault, publisher, trail())
        self.runtime: Any = SimpleNamespace(
            database=database,
            clock=self.clock,
            definition=SimpleNamespace(group=GROUP),
            trail=self.units_of_work.trail,
            unit_of_work=self.units_of_work,
        )

    async def publish(self) -> None:
        """Record the head and have the relay send it."""
        async with self.units_of_work() as work:
            await publish_head(work, GROUP)
        await self.relay_until(self._all_sent)

    async def relay_until(self, condition: Callable[[], Awaitable[bool]]) -> None:
        """Run the relay until something holds."""
        stop = asyncio.Event()
        topics = [TopicSpec(name=TOPIC, partitions=1)]
        relay = asyncio.create_task(Relay("backoffice", self.database, self.broker, topics, self.vault).run(stop))
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not await condition():
                await asyncio.sleep(0.02)
            stop.set()
            await relay

    async def verdict(self) -> Verdict:
        """Return what the service finds of its own trail."""
        verdict = await verify_trail(self.runtime, self.broker)
        assert verdict is not None
        return verdict

    async def _all_sent(self) -> bool:
        async with self.database.begin() as transaction:
            unsent = await transaction.driver.fetchval("SELECT count(*) FROM outbox WHERE published_at IS NULL")
        return bool(unsent == 0)
