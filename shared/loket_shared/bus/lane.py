"""One partition's records, taken in strictly one after the other (design section 4.3)."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from itertools import count
from typing import Protocol, TypeVar

import structlog
from aiokafka import TopicPartition

from loket_shared.bus.backoff import Backoff
from loket_shared.bus.broker import Record
from loket_shared.bus.failure_log import TryLater
from loket_shared.bus.received import Identity, identity_of
from loket_shared.failures import TransientFailure

_LOG = structlog.get_logger(__name__)

FULL = 200
"""Records in memory from which on no more are asked for."""

_MANY = 10
"""Records at once that look like a second reading, so that the repeats are better asked for together."""

T = TypeVar("T")


class Taker(Protocol):
    """What takes a record in; the processor, in earnest."""

    async def process(self, item: Record, attempts: int) -> None:
        """Take it in; the ``attempts``-th attempt. Raises TransientFailure where nothing happened."""

    async def known(self, items: Sequence[Record]) -> set[Identity]:
        """Return the identities of those that were taken in before."""

    async def known_here(self, item: Record) -> bool:
        """Return whether a record was taken in before, from this very place in the log."""


class Lane:
    """A partition while it is this member's.

    Only the consumer's loop talks to the broker: a lane tells it by ``seek_to`` where it wants to read
    on, and by ``wants_more`` whether. Until it has been placed there it refuses records, so that none
    is passed over; ``done`` is the offset to commit and never lies beyond an unhandled record.
    """

    def __init__(self, partition: TopicPartition, taker: Taker, slots: asyncio.Semaphore, backoff: Backoff) -> None:
        self.partition = partition
        self.seek_to: int | None = None
        self.placed = False
        self.done: int | None = None
        self.committed: int | None = None
        self._taker = taker
        self._slots = slots
        self._backoff = backoff
        self._queue: deque[Record] = deque()
        self._filled = asyncio.Event()
        self._stopping = asyncio.Event()
        self._resting_until = 0.0
        self._check_first = False
        self._task = asyncio.create_task(self._run(), name=f"lane {partition.topic}/{partition.partition}")

    def place(self, committed: int | None) -> None:
        """Start with the record before ``committed``, or at the beginning.

        That record must be known from that very place: in a log that was filled again, others may stand
        before a known one that nobody has read.
        """
        self.placed = True
        self.committed = committed
        self._check_first = bool(committed)
        self.seek_to = max((committed or 0) - 1, 0)

    def read_on_at(self, offset: int) -> None:
        """Let go of what is in memory and read on at ``offset``; what is known already is skipped."""
        self._queue.clear()
        self.seek_to = offset

    def offer(self, records: Sequence[Record]) -> None:
        """Take records into the queue, unless the lane is about to read elsewhere."""
        if self.placed and self.seek_to is None and not self._stopping.is_set():
            self._queue.extend(records)
            self._filled.set()

    def wants_more(self) -> bool:
        """Return whether records should be fetched for this partition now."""
        return len(self._queue) < FULL and asyncio.get_running_loop().time() >= self._resting_until

    async def stop(self, seconds: float) -> None:
        """Finish the record in hand within ``seconds``, or give it up; its transaction rolls back then."""
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
                batch = list(self._queue)
                self._queue.clear()
                await self._work_off(batch)

    async def _work_off(self, batch: Sequence[Record]) -> None:
        at = batch[0].offset
        try:
            if self._check_first:
                batch = await self._after_what_was_read(batch)
            known = await self._known(batch)
            for record in batch:
                if self._stopping.is_set() or self.seek_to is not None:
                    return
                at = record.offset
                if not known or identity_of(record) not in known:
                    await self._patiently(partial(self._taker.process, record))
                self.done = at + 1
        except TransientFailure as failure:
            rest = failure.seconds if isinstance(failure, TryLater) else self._backoff.rest
            self._resting_until = asyncio.get_running_loop().time() + rest
            self.read_on_at(at)

    async def _after_what_was_read(self, batch: Sequence[Record]) -> Sequence[Record]:
        """Return what follows the first record, or begin anew where that is not the one that was read there."""
        known = await self._patiently(lambda _: self._taker.known_here(batch[0]))
        self._check_first = False
        if known:
            return batch[1:]
        _LOG.warning("the log is not the one that was read, reading it again", **self.partition._asdict())
        self.read_on_at(0)
        return ()

    async def _known(self, batch: Sequence[Record]) -> set[Identity]:
        if len(batch) < _MANY:
            return set()
        return await self._patiently(lambda _: self._taker.known(batch))

    async def _patiently(self, work: Callable[[int], Awaitable[T]]) -> T:
        """Do ``work`` in one of the process's slots, again after each failure while patience lasts.

        The work itself turns what cannot be handled into a dead letter, so whatever it raises is
        either a dependency that is away or a defect of the bus: neither may pass a record over.

        Raises:
            TransientFailure: patience is at its end, the lane is asked to stop, or the record is to rest.
        """
        attempts = count(1)
        for pause in self._backoff.pauses():
            try:
                async with self._slots:
                    return await work(next(attempts))
            except TryLater:
                raise
            except TransientFailure as failure:
                _LOG.warning("attempt failed", failure=str(failure), **self.partition._asdict())
            except Exception:
                _LOG.exception("record could not be taken in", **self.partition._asdict())
            if await self._stopped_within(pause):
                break
        raise TransientFailure("no success in place")

    async def _stopped_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                return await self._stopping.wait()
        except TimeoutError:
            return False
