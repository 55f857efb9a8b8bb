"""The partitions that are assigned to this member of the group."""

import asyncio
from collections.abc import Awaitable, Callable, Collection

import structlog
from aiokafka import ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import KafkaError
from aiokafka.structs import OffsetAndMetadata

from loket_shared.backoff import Backoff
from loket_shared.broker.ports import Consumer, GroupProgress
from loket_shared.bus.partition_worker import BatchHandler, PartitionWorker, RecordHandler

_LOG = structlog.get_logger(__name__)

MAX_PARTITIONS_IN_WORK = 8
"""The number of partitions whose records one process handles one by one at the same time."""

MAX_FETCHED = 500
_WAIT_MILLISECONDS = 200
_PACE_SECONDS = 0.02
"""Seconds between a fetch that brought records and the next. Each fetch names every partition, so it costs broker and
client some 3 ms, whether it brings one record or a hundred.
"""
_COMMIT_EVERY_SECONDS = 1.0
_COMMIT_SECONDS = 5.0
DRAIN_SECONDS = 6.0
"""Seconds for the workers to finish their current records at a rebalance: 0.6 of the group's rebalance timeout."""

ProgressOf = Callable[[Collection[TopicPartition]], Awaitable[GroupProgress]]
"""Returns the group's committed progress for the given partitions."""


class PartitionAssignment(ConsumerRebalanceListener):  # type: ignore[misc]
    """Gives each partition a PartitionWorker, feeds the workers, and commits their offsets.

    Only this class calls the Kafka client about partitions.
    """

    def __init__(
        self, client: Consumer, progress: ProgressOf, handler: RecordHandler, batches: BatchHandler, backoff: Backoff
    ) -> None:
        self._client = client
        self._progress = progress
        self._handler = handler
        self._batches = batches
        self._backoff = backoff
        self._slots = asyncio.Semaphore(MAX_PARTITIONS_IN_WORK)
        self._workers: dict[TopicPartition, PartitionWorker] = {}
        self._paused: set[TopicPartition] = set()
        self._commit_due = 0.0
        self._leaving = False
        self._cluster_id = ""

    async def on_partitions_assigned(self, assigned: Collection[TopicPartition]) -> None:
        """Start a worker for each partition; the next poll positions it."""
        for partition in () if self._leaving else assigned:
            self._workers[partition] = PartitionWorker(
                partition, self._handler, self._batches, self._slots, self._backoff
            )

    async def on_partitions_revoked(self, revoked: Collection[TopicPartition]) -> None:
        """Finish and commit the current records, so that the next owner of the partitions continues after them."""
        await self._close()

    async def poll(self) -> None:
        """Fetch once, pass the records to their workers, and commit once a second.

        Raises:
            KafkaError: the client is broken and must be replaced by a new one.
        """
        await self._position_new()
        self._seek_and_pause()
        batches = await self._client.getmany(timeout_ms=_WAIT_MILLISECONDS, max_records=MAX_FETCHED)
        for partition, records in batches.items():
            if worker := self._workers.get(partition):
                worker.offer(records)
        if batches:
            await asyncio.sleep(_PACE_SECONDS)
        if asyncio.get_running_loop().time() >= self._commit_due:
            await self.commit()

    async def commit(self) -> None:
        """Commit the offsets of the partitions that this member still owns.

        After a rebalance the whole commit fails. The failure is only logged: the next owner reads repeats, and the
        inbox skips them.
        """
        self._commit_due = asyncio.get_running_loop().time() + _COMMIT_EVERY_SECONDS
        ours = self._client.assignment()
        workers = [worker for worker in self._workers.values() if worker.partition in ours]
        offsets = {worker.partition: worker.done for worker in workers if worker.done not in (None, worker.committed)}
        done = {partition: offset for partition, offset in offsets.items() if offset is not None}
        if not done:
            return
        offsets_to_commit = {
            partition: OffsetAndMetadata(offset, self._cluster_id) for partition, offset in done.items()
        }
        try:
            async with asyncio.timeout(_COMMIT_SECONDS):
                await self._client.commit(offsets_to_commit)
        except (KafkaError, TimeoutError) as failure:
            _LOG.info("offsets not committed", failure=type(failure).__name__)
            return
        for worker in workers:
            worker.committed = done.get(worker.partition, worker.committed)

    async def leave(self) -> None:
        """Finish the current records, commit them, and start no new ones.

        The client does not call the rebalance listener when it stops, so the consumer calls this method.
        """
        self._leaving = True
        await self._close()

    def reread(self, partition: TopicPartition) -> bool:
        """Read ``partition`` again from its beginning; return False if this member does not own it."""
        worker = self._workers.get(partition)
        if worker is None or not worker.positioned:
            return False
        worker.rewind_to(0)
        return True

    async def lag(self) -> dict[str, int]:
        """Return, for each topic, the number of unhandled records in the partitions of this member."""
        workers = [worker for worker in self._workers.values() if worker.positioned]
        ends = await self._client.end_offsets([worker.partition for worker in workers]) if workers else {}
        behind: dict[str, int] = {}
        for worker in workers:
            left = ends.get(worker.partition, 0) - (worker.done or worker.committed or 0)
            behind[worker.partition.topic] = behind.get(worker.partition.topic, 0) + max(left, 0)
        return behind

    async def _close(self) -> None:
        """Stop every worker within the deadline, commit, and forget the workers."""
        await asyncio.gather(*(worker.stop(DRAIN_SECONDS) for worker in self._workers.values()))
        await self.commit()
        self._workers.clear()
        self._paused.clear()

    async def _position_new(self) -> None:
        if not (new := [worker for worker in self._workers.values() if not worker.positioned]):
            return
        progress = await self._progress([worker.partition for worker in new])
        self._cluster_id = progress.cluster_id
        for worker in new:
            worker.start_at(progress.of(worker.partition))

    def _seek_and_pause(self) -> None:
        ours = self._client.assignment()
        for partition, worker in self._workers.items():
            if partition not in ours:
                continue
            if worker.seek_to is not None:
                self._client.seek(partition, worker.seek_to)
                worker.seek_to = None
            if worker.wants_more() and partition in self._paused:
                self._client.resume(partition)
                self._paused.discard(partition)
            elif not worker.wants_more() and partition not in self._paused:
                self._client.pause(partition)
                self._paused.add(partition)
