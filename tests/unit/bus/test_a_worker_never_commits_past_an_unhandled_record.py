"""One partition's records (docs/architecture.md#inbox): strictly in order, and none passed over."""

import asyncio
from collections.abc import Collection, Sequence

import pytest
from aiokafka import TopicPartition
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.bus.records import record

from loket_shared.backoff import Backoff
from loket_shared.broker.ports import Record
from loket_shared.bus.partition_worker import PartitionWorker
from loket_shared.failures import TransientError
from loket_shared.inbox.incoming import EventIdentity, identity_of

PARTITION = TopicPartition("topic", 0)
HASTY = Backoff(first=0.0001, longest=0.0001, max_elapsed=0.0002, cooldown=0.0)


class Log:
    """A partition of records, and somebody who takes them in, with failures as told."""

    def __init__(self, length: int, failures: Sequence[int] = (), known: int = 0, together: Sequence[int] = ()) -> None:
        self.records = [record(offset) for offset in range(length)]
        self.taken: list[int] = []
        self._failures = list(failures)
        self._together = list(together)
        self.taken_before = known
        self._known = {identity_of(item) for item in self.records[:known]}

    async def process(self, item: Record, attempts: int) -> None:
        if item.offset in self._failures:
            self._failures.remove(item.offset)
            raise TransientError("away")
        self.taken.append(item.offset)

    async def process_together(self, records: Sequence[Record]) -> Collection[int]:
        """Take in the first few records at once, unless one of them fails; how many the test says."""
        first = [item.offset for item in records[: self._together.pop()]] if self._together else []
        if any(offset in self._failures or offset < self.taken_before for offset in first):
            return ()
        self.taken += first
        return first

    async def known_identities(self, items: Sequence[Record]) -> set[EventIdentity]:
        return self._known & {identity_of(item) for item in items}

    async def is_known_at_offset(self, item: Record) -> bool:
        return identity_of(item) in self._known


async def read(log: Log, worker: PartitionWorker, step: int) -> None:
    """Play the consumer's loop until the worker has done the whole log."""
    position = 0
    while worker.done != len(log.records):
        if worker.seek_to is not None:
            position, worker.seek_to = worker.seek_to, None
        batch = log.records[position : position + step]
        worker.offer(batch)
        position += len(batch)
        await asyncio.sleep(0)
        assert set(range(worker.done or 0)) <= {*log.taken, *range(log.taken_before)}


def lane_over(log: Log, committed: int | None = None) -> PartitionWorker:
    worker = PartitionWorker(PARTITION, log, log, asyncio.Semaphore(8), HASTY)
    worker.start_at(committed)
    return worker


@settings(max_examples=60)
@given(
    length=st.integers(1, 30),
    step=st.integers(1, 12),
    failures=st.lists(st.integers(0, 29), max_size=20),
    together=st.lists(st.integers(0, 12), max_size=20),
)
def test_whatever_fails_everything_is_taken_in_order(
    length: int, step: int, failures: list[int], together: list[int]
) -> None:
    async def play() -> list[int]:
        log = Log(length, failures, together=together)
        worker = lane_over(log)
        async with asyncio.timeout(20):
            await read(log, worker, step)
        await worker.stop(1)
        return log.taken

    taken = asyncio.run(play())
    first_time = list(dict.fromkeys(taken))
    assert first_time == list(range(length))
    assert taken == first_time


@pytest.mark.asyncio
async def test_the_record_before_the_committed_offset_is_asked_for_first() -> None:
    log = Log(10, known=7)
    worker = lane_over(log, committed=7)
    assert worker.seek_to == 6
    await read(log, worker, 4)
    assert log.taken == [7, 8, 9]
    await worker.stop(1)


@pytest.mark.asyncio
async def test_an_unknown_record_there_makes_it_start_from_the_beginning() -> None:
    log = Log(10)
    worker = lane_over(log, committed=7)
    await read(log, worker, 4)
    assert log.taken == list(range(10))
    await worker.stop(1)


@pytest.mark.asyncio
async def test_it_takes_nothing_before_it_is_placed_or_while_it_wants_to_read_elsewhere() -> None:
    log = Log(3)
    worker = PartitionWorker(PARTITION, log, log, asyncio.Semaphore(8), HASTY)
    worker.offer(log.records)
    worker.start_at(None)
    worker.offer(log.records[1:])
    async with asyncio.timeout(5):
        await read(log, worker, 3)
    assert log.taken == [0, 1, 2]
    await worker.stop(1)


@pytest.mark.asyncio
async def test_a_full_lane_wants_no_more() -> None:
    log = Log(300, failures=[0] * 1000)
    worker = lane_over(log)
    worker.seek_to = None
    assert worker.wants_more()
    worker.offer(log.records)
    assert not worker.wants_more()
    await worker.stop(1)


@pytest.mark.asyncio
async def test_stopping_cuts_off_what_takes_too_long() -> None:
    class Stuck(Log):
        async def process(self, item: Record, attempts: int) -> None:
            await asyncio.Event().wait()

    log = Stuck(1)
    worker = lane_over(log)
    worker.seek_to = None
    worker.offer(log.records)
    await asyncio.sleep(0)
    async with asyncio.timeout(5):
        await worker.stop(0.01)
    assert worker.done is None
