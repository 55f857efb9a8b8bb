"""A service of one table that talks to itself: all of the bus, and nothing of the desk."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from kit.audit_trail import trail
from kit.memory_vault import EVERYTHING, MemoryKeys, MemoryVault
from sqlalchemy import NullPool, text
from sqlalchemy.ext.asyncio import create_async_engine

from loket_shared.backoff import Backoff
from loket_shared.broker.ports import Broker
from loket_shared.broker.topics import TopicSpec, dead_letters_topic
from loket_shared.bus.consumer import EventConsumer
from loket_shared.bus.dead_letters.actions import drop, replay
from loket_shared.bus.dead_letters.store import DeadLetter, list_letters
from loket_shared.bus.handlers import EventDispatcher, Incoming
from loket_shared.bus.processor import InboxProcessor
from loket_shared.bus.retry import FailureLog, RetryLimits
from loket_shared.contracts import examples
from loket_shared.contracts.event import Event
from loket_shared.contracts.events.questions_feedback_given import QuestionFeedbackGiven
from loket_shared.contracts.events.questions_supplemented import QuestionSupplemented
from loket_shared.contracts.topics import TopicProducer, source_of
from loket_shared.db.database import Database
from loket_shared.db.ids import new_id
from loket_shared.envelope import EventVerifier, seal_event
from loket_shared.observability.clock import SystemClock
from loket_shared.observability.tracing import current_traceparent, unended_span
from loket_shared.outbox import OutboxRecord, append
from loket_shared.outbox.relay import Relay
from loket_shared.principal import Principal, Role
from loket_shared.sealing.sealer import Sealer
from loket_shared.unit_of_work import Publisher, UnitOfWork, UnitsOfWork

PATIENCE_SECONDS = 40.0
QUICK = Backoff(first=0.01, longest=0.05, max_elapsed=0.1, cooldown=0.2)
SOON = RetryLimits(tries=5, seconds=0.5, keys=3, first_pause=0.02, longest_pause=0.2, longest_probe=0.3)
OPERATOR = Principal("operator", "Operator", "operator@loket.example", Role.OPERATOR)
SOURCE = source_of(EVERYTHING.service, "00000003123456780000")
PRODUCER = TopicProducer(EVERYTHING.service, SOURCE)

Trouble = Callable[[Incoming[Event]], Awaitable[None]]


class Done(NamedTuple):
    """One effect of the handler."""

    key: str
    sequence: int
    event_id: str


class SmallService:
    """Publishes events about questions on a topic of its own, and writes down each that it handles."""

    def __init__(self, database: Database, broker: Broker, partitions: int = 4) -> None:
        name = uuid4().hex
        self.database = database
        self.broker = broker
        # Looks in by connections of its own, so that what happens to the service's does not blind the test.
        self._eyes = create_async_engine(database.url, poolclass=NullPool)
        self.keys = MemoryKeys()
        self.vault = MemoryVault(self.keys)
        self.group = f"loket.{name}"
        self.topic = TopicSpec(name=f"test.{name}", partitions=partitions)
        self.letters_topic = TopicSpec(name=dead_letters_topic(self.group), partitions=1)
        self.trouble: Trouble | None = None
        self.failures = FailureLog(SOON)
        publisher = Publisher(SOURCE, "https://loket.example/schemas", "https://loket.example")
        self.unit_of_work = UnitsOfWork(database, SystemClock(), Sealer(self.vault), self.vault, publisher, trail())

    async def say(self, question: UUID, kind: type[Event] = QuestionSupplemented) -> UUID:
        """Publish one more event about ``question``."""
        async with self.unit_of_work() as work:
            return await self.record(work, kind.example().model_copy(update={"question_id": question}))

    async def record(self, work: UnitOfWork, event: Event) -> UUID:
        """Publish ``event`` in the transaction of ``work``."""
        event_id = new_id()
        entry = OutboxRecord(
            id=event_id,
            topic=self.topic.name,
            key=event.key,
            type=event.TYPE,
            subject=event.subject,
            time=examples.MOMENT,
            source=SOURCE,
            dataschema=f"https://loket.example/schemas/{event.TYPE}.json",
            dataref=None,
            classification=event.CLASSIFICATION,
            correlation_id=str(event.key),
            causation_id=None,
            traceparent=current_traceparent(),
            data=await seal_event(event, event_id, work.sealer),
        )
        with unended_span(f"record {event.TYPE}") as recording:
            append(work.transaction, entry, recording)
        return event_id

    async def handle(self, work: UnitOfWork, incoming: Incoming[Any]) -> None:
        """Write the event down, unless the test makes trouble."""
        if self.trouble is not None:
            await self.trouble(incoming)
        values = {"key": str(incoming.event.key), "sequence": incoming.sequence, "id": incoming.id}
        insert = text("INSERT INTO done (key, sequence, event_id) VALUES (:key, :sequence, :id)")
        await (await work.session.connection()).execute(insert, values)

    def relay(self) -> Relay:
        """Return a relay of this service."""
        return Relay("test", self.database, self.broker, [self.topic, self.letters_topic], self.vault)

    def consumer(self) -> EventConsumer:
        """Return a member of this service's group; it has no use for feedback."""
        return EventConsumer(self.processor(), self.broker, [self.topic], QUICK)

    def processor(self) -> InboxProcessor:
        """Return what takes in records."""
        verifier = EventVerifier(self.vault, lambda topic: PRODUCER if topic == self.topic.name else None)
        engine = EventDispatcher({QuestionSupplemented: self.handle}, self.unit_of_work.sealer)
        return InboxProcessor(self.group, engine, self.unit_of_work, verifier, self.failures)

    @asynccontextmanager
    async def running(self, *, relays: int = 1, consumers: int = 1) -> AsyncIterator[None]:
        """Run the service until the end of the block, and then stop it gracefully."""
        stop = asyncio.Event()
        loops = [*(self.relay().run for _ in range(relays)), *(self.consumer().run for _ in range(consumers))]
        tasks = [asyncio.ensure_future(loop(stop)) for loop in loops]
        try:
            yield
        finally:
            stop.set()
            async with asyncio.timeout(PATIENCE_SECONDS):
                await asyncio.gather(*tasks)

    async def done(self) -> list[Done]:
        """Return the effects in the order of their transactions."""
        return [Done(*row) for row in await self.ask("SELECT key, sequence, event_id FROM done ORDER BY position")]

    async def until_done(self, count: int) -> list[Done]:
        """Wait until ``count`` effects are there."""

        async def enough() -> bool:
            return len(await self.done()) >= count

        await until(enough)
        return await self.done()

    async def letters(self) -> list[DeadLetter]:
        """Return the dead letters."""
        async with self.unit_of_work() as work:
            return await list_letters(work.session, self.group, None, 100)

    async def replay(self, letter: UUID) -> DeadLetter:
        """Replay a dead letter, as the operator."""
        return await replay(self.processor(), self.broker, letter, OPERATOR)

    async def drop(self, letter: UUID) -> DeadLetter:
        """Drop a dead letter, as the operator."""
        return await drop(self.processor(), letter, OPERATOR)

    async def trail(self) -> list[tuple[str, str, str]]:
        """Return action, object and result of what was audited."""
        rows = await self.ask("SELECT action, object, result FROM audit_records ORDER BY position")
        return [(row.action, row.object, row.result) for row in rows]

    async def until_letters(self, count: int) -> list[DeadLetter]:
        """Wait until ``count`` dead letters are there."""

        async def enough() -> bool:
            return len(await self.letters()) >= count

        await until(enough)
        return await self.letters()

    async def outcomes(self) -> dict[str, str]:
        """Return the outcome of each event in the inbox."""
        return {row.id: row.outcome for row in await self.ask("SELECT id, outcome FROM inbox")}

    async def letter_copies(self) -> Sequence[Any]:
        """Return data and time of publication of what tells of dead letters."""
        rows = await self.ask("SELECT topic, data, published_at FROM outbox")
        return [(row.data, row.published_at) for row in rows if row.topic == self.letters_topic.name]

    async def ask(self, query: str) -> Sequence[Any]:
        """Return the rows of ``query``."""
        async with self._eyes.connect() as connection:
            return (await connection.execute(text(query))).all()


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Wait until ``condition`` holds; fail after the tests' patience."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not await condition():
            await asyncio.sleep(0.05)


def in_order(done: Sequence[Done]) -> bool:
    """Return whether each key's effects are 1, 2, 3 and so on: none missing, none doubled, none early."""
    seen: dict[str, int] = {}
    for effect in done:
        if effect.sequence != seen.get(effect.key, 0) + 1:
            return False
        seen[effect.key] = effect.sequence
    return True


SILENT = QuestionFeedbackGiven
"""A type that the small service has no use for."""
