"""Random streams of records end in the same state, whether they are processed together or one by one."""

import asyncio
from collections.abc import Collection, Iterator, Sequence
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest
from aiokafka import TopicPartition
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from integration.bus.small_service import PATIENCE_SECONDS, QUICK, SILENT, SOURCE, SmallService
from kit.brokers import MemoryInHand
from kit.envelopes import envelope

from loket_shared.broker.ports import Record
from loket_shared.bus.batches import BatchProcessor
from loket_shared.bus.handlers import Incoming
from loket_shared.bus.partition_worker import PartitionWorker
from loket_shared.contracts.event import Event
from loket_shared.contracts.events.questions_supplemented import QuestionSupplemented
from loket_shared.db.database import Database
from loket_shared.envelope import seal_event, sign, to_record
from loket_shared.failures import TransientError
from loket_shared.inbox.incoming import StoredRecord

PARTITIONS = 3
STEPS = ("event", "event", "event", "silent", "poison", "gap", "late", "repeat", "weak", "faulty")


class OneByOne:
    """Takes nothing together."""

    async def process_together(self, records: Sequence[Record]) -> Collection[int]:
        return ()


class Stream:
    """The records of a few questions in a few partitions, made from steps; ``trouble`` fails once for some of them."""

    def __init__(self, service: SmallService, questions: Sequence[UUID]) -> None:
        self.partitions: list[list[StoredRecord]] = [[] for _ in range(PARTITIONS)]
        self.failing: dict[str, Exception] = {}
        self._service = service
        self._sequences: dict[UUID, Iterator[int]] = {question: count(1) for question in questions}
        self._late: list[tuple[UUID, int]] = []

    async def add(self, step: str, question: UUID) -> None:
        """Add the record of one step, if it has one; what is late comes with the next step."""
        late, self._late = self._late, []
        if step == "repeat":
            partition = self._partition_of(question)
            if partition:
                self._append(question, partition[len(partition) // 2])
            return
        number = next(self._sequences[question])
        if step == "late":
            self._late.append((question, number))
        elif step != "gap":
            await self._make(step, question, number)
        for earlier, its_number in late:
            await self._make("event", earlier, its_number)

    async def trouble(self, incoming: Incoming[Event]) -> None:
        """Fail once for a weak or a faulty event."""
        if failure := self.failing.pop(incoming.id, None):
            raise failure

    async def _make(self, step: str, question: UUID, number: int) -> None:
        kind, event_id = SILENT if step == "silent" else QuestionSupplemented, uuid4()
        event = kind.example().model_copy(update={"question_id": question})
        data = b"{" if step == "poison" else await seal_event(event, event_id, self._service.unit_of_work.sealer)
        made = envelope(
            id=str(event_id),
            source=SOURCE,
            type=kind.TYPE,
            subject=event.subject,
            sequence=number,
            partitionkey=str(question),
            data=data,
        )
        if step in ("weak", "faulty"):
            self.failing[made.id] = TransientError("away") if step == "weak" else RuntimeError("fails once")
        signed = sign(made, self._service.topic.name, await self._service.vault.signing_key())
        key, value, headers = to_record(signed)
        self._append(question, StoredRecord(self._service.topic.name, 0, 0, key, value, headers))

    def _partition_of(self, question: UUID) -> list[StoredRecord]:
        return self.partitions[question.int % PARTITIONS]

    def _append(self, question: UUID, made: StoredRecord) -> None:
        partition = self._partition_of(question)
        place = (question.int % PARTITIONS, len(partition))
        partition.append(StoredRecord(made.topic, *place, made.key, made.value, made.headers))


async def play(service: SmallService, stream: Stream, kills: Sequence[float], *, together: bool) -> dict[str, Any]:
    """Let workers read the stream, killed after each of ``kills`` seconds; return the state in which it ends."""
    service.group = f"loket.{uuid4().hex}"
    failing, service.trouble = dict(stream.failing), stream.trouble
    for seconds in (*kills, None):
        processor = service.processor()
        batches = BatchProcessor(processor) if together else OneByOne()
        workers = [
            PartitionWorker(TopicPartition("", number), processor, batches, asyncio.Semaphore(8), QUICK)
            for number in range(PARTITIONS)
        ]
        reading = [asyncio.create_task(read(*pair)) for pair in zip(workers, stream.partitions, strict=True)]
        await asyncio.wait(reading, timeout=seconds or PATIENCE_SECONDS)
        for task in reading:
            task.cancel()
        await asyncio.gather(*(worker.stop(0) for worker in workers))
    stream.failing = failing
    return await state_of(service)


async def read(worker: PartitionWorker, records: Sequence[StoredRecord]) -> None:
    """Feed the worker from the beginning of its partition until it has done all of it."""
    worker.start_at(None)
    position = 0
    while worker.done != len(records) and records:
        if worker.seek_to is not None:
            position, worker.seek_to = worker.seek_to, None
        if worker.wants_more():
            worker.offer(records[position : position + 20])
            position = min(position + 20, len(records))
        await asyncio.sleep(0.001)


async def state_of(service: SmallService) -> dict[str, Any]:
    """Return the effects of each key in their order, and the rows of the bus; take the effects away."""
    effects: dict[str, list[str]] = {}
    for done in await service.done():
        effects.setdefault(done.key, []).append(done.event_id)
    async with service.database.begin() as transaction:
        await transaction.driver.execute("DELETE FROM done")
        rows = {
            name: {tuple(row) for row in await transaction.driver.fetch(query, service.group)}
            for name, query in _ROWS.items()
        }
    return {"effects": effects, **rows}


_ROWS = {
    "inbox": "SELECT source, id, type, key, sequence, outcome FROM inbox WHERE consumer = $1",
    "progress": "SELECT topic, key, last, held, parked FROM inbox_progress WHERE consumer = $1",
    "parked": "SELECT id, key, sequence FROM inbox_parked WHERE consumer = $1",
    "letters": "SELECT event_id, reason, state FROM dead_letters WHERE consumer = $1",
}


@pytest.mark.asyncio
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 5)), min_size=5, max_size=60),
    erased=st.sets(st.integers(0, 5), max_size=2),
    kills=st.lists(st.floats(0.005, 0.1), max_size=3),
)
async def test_together_or_one_by_one_the_end_is_the_same(
    database: Database, steps: list[tuple[str, int]], erased: set[int], kills: list[float]
) -> None:
    service = SmallService(database, MemoryInHand().broker, PARTITIONS)
    questions = [uuid4() for _ in range(6)]
    stream = Stream(service, questions)
    for step, number in steps:
        await stream.add(step, questions[number])
    for number in erased:
        service.keys.destroy(questions[number])
    one_by_one = await play(service, stream, (), together=False)
    assert await play(service, stream, kills, together=True) == one_by_one
