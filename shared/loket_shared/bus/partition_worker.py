"""Handles the records of one partition, strictly one after the other (docs/architecture.md#inbox)."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Sequence
from functools import partial
from itertools import count
from typing import Protocol, TypeVar

import structlog
from aiokafka import TopicPartition

from loket_shared.backoff import Backoff
from loket_shared.broker.ports import Record
from loket_shared.bus.batches import MOST_RECORDS
from loket_shared.bus.retry import RetryLaterError
from loket_shared.failures import TransientError
from loket_shared.inbox.incoming import EventIdentity, identity_of

_LOG = structlog.get_logger(__name__)

MAX_QUEUED = 200
"""Records that a worker holds in memory; at this number it stops fetching."""

_LOOK_UP_FROM = 10
"""So many records that no batch could take are probably repeats, which are looked up in one query."""

T = TypeVar("T")


class RecordHandler(Protocol):
    """Handles records one by one; in production this is the InboxProcessor."""

    async def process(self, item: Record, attempts: int) -> None:
        """Handle the record; ``attempts`` counts from 1. Raises TransientError if nothing was changed."""

    async def known_identities(self, items: Sequence[Record]) -> set[EventIdentity]:
        """Return the identities that the inbox has."""

    async def is_known_at_offset(self, item: Record) -> bool:
        """Return True if the inbox has the record from this very offset."""


class BatchHandler(Protocol):
    """Handles records together; in production this is the BatchProcessor."""

    async def process_together(self, records: Sequence[Record]) -> Collection[int]:
        """Handle ``records`` as far as it goes; return the offsets of the handled ones. Raises no failure."""


class PartitionWorker:
    """Works on one partition while it is assigned to this member.

    Only PartitionAssignment calls the Kafka client. It seeks to ``seek_to`` and fetches while ``wants_more`` is True. A
    worker that is not positioned refuses records, so that none is skipped. ``done`` is the offset to commit; it never
    lies beyond an unhandled record.
    """

    def __init__(
        self,
        partition: TopicPartition,
        handler: RecordHandler,
        batches: BatchHandler,
        slots: asyncio.Semaphore,
        backoff: Backoff,
    ) -> None:
        self.partition = partition
        self.seek_to: int | None = None
        self.positioned = False
        self.done: int | None = None
        self.committed: int | None = None
        self._handler = handler
        self._batches = batches
        self._slots = slots
        self._backoff = backoff
        self._queue: deque[Record] = deque()
        self._filled = asyncio.Event()
        self._stopping = asyncio.Event()
        self._cooldown_until = 0.0
        self._check_first = False
        self._task = asyncio.create_task(self._run(), name=f"worker {partition.topic}/{partition.partition}")

    def start_at(self, committed: int | None) -> None:
        """Start at the record before ``committed``, or at the beginning of the partition.

        The inbox must know that record at that very offset. If the broker's log was filled again, unread records may
        stand before a known one.
        """
        self.positioned = True
        self.committed = committed
        self._check_first = bool(committed)
        self.seek_to = max((committed or 0) - 1, 0)

    def rewind_to(self, offset: int) -> None:
        """Drop the queue and continue at ``offset``; the inbox skips what it knows."""
        self._queue.clear()
        self.seek_to = offset

    def offer(self, records: Sequence[Record]) -> None:
        """Queue records, unless the worker is about to seek."""
        if self.positioned and self.seek_to is None and not self._stopping.is_set():
            self._queue.extend(records)
            self._filled.set()

    def wants_more(self) -> bool:
        """Return True if records should be fetched for this partition now."""
        return len(self._queue) < MAX_QUEUED and asyncio.get_running_loop().time() >= self._cooldown_until

    async def stop(self, seconds: float) -> None:
        """Finish the current record within ``seconds``; otherwise cancel it, and its transaction rolls back."""
        self._stopping.set()
        self._filled.set()
        _, late = await asyncio.wait({self._task}, timeout=seconds)
        if late:
            self._task.cancel()
            await asyncio.wait({self._task})

    async def _run(self) -> None:
        while not self._stopping.is_set():
            await self._filled.wait()
            self._filled.clear()
            while self._queue and not self._stopping.is_set():
                await self._process_queued()

    async def _process_queued(self) -> None:
        records: Sequence[Record] = [self._queue.popleft() for _ in range(min(len(self._queue), MOST_RECORDS))]
        offset = records[0].offset
        try:
            if self._check_first:
                records = await self._skip_committed(records)
            handled = await self._batches.process_together(records) if records else ()
            known = await self._known_identities([record for record in records if record.offset not in handled])
            for record in records:
                if record.offset not in handled:
                    if self._stopping.is_set() or self.seek_to is not None:
                        return
                    offset = record.offset
                    if not known or identity_of(record) not in known:
                        await self._with_retries(partial(self._handler.process, record))
                self.done = record.offset + 1
        except TransientError as failure:
            cooldown = failure.seconds if isinstance(failure, RetryLaterError) else self._backoff.cooldown
            self._cooldown_until = asyncio.get_running_loop().time() + cooldown
            self.rewind_to(offset)

    async def _skip_committed(self, batch: Sequence[Record]) -> Sequence[Record]:
        """Drop the first record of the batch if the inbox knows it at its offset; otherwise rewind to the beginning."""
        known = await self._with_retries(lambda _: self._handler.is_known_at_offset(batch[0]))
        self._check_first = False
        if known:
            return batch[1:]
        _LOG.warning("the log is not the one that was read, reading it again", **self.partition._asdict())
        self.rewind_to(0)
        return ()

    async def _known_identities(self, batch: Sequence[Record]) -> set[EventIdentity]:
        if len(batch) < _LOOK_UP_FROM:
            return set()
        return await self._with_retries(lambda _: self._handler.known_identities(batch))

    async def _with_retries(self, work: Callable[[int], Awaitable[T]]) -> T:
        """Run ``work`` in one of the process's slots, and again after each failure until the backoff ends.

        InboxProcessor turns a record that cannot be handled into a dead letter. So any exception here means a failing
        dependency or a defect of the bus, and neither may skip a record.

        Raises:
            TransientError: the backoff has ended, the worker is stopping, or the record must be tried later.
        """
        attempts = count(1)
        for pause in self._backoff.pauses():
            try:
                async with self._slots:
                    return await work(next(attempts))
            except RetryLaterError:
                raise
            except TransientError as failure:
                _LOG.warning("attempt failed", failure=str(failure), **self.partition._asdict())
            except Exception:
                _LOG.exception("record could not be taken in", **self.partition._asdict())
            if await self._stopped_within(pause):
                break
        raise TransientError("no success in place")

    async def _stopped_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                return await self._stopping.wait()
        except TimeoutError:
            return False
