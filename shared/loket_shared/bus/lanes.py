"""The partitions that are this member's, and the one place that talks to the client about them."""

import asyncio
from collections.abc import Awaitable, Callable, Collection

import structlog
from aiokafka import ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import KafkaError
from aiokafka.structs import OffsetAndMetadata

from loket_shared.bus.backoff import Backoff
from loket_shared.bus.broker import Consumer, Progress
from loket_shared.bus.lane import Lane, Taker

_LOG = structlog.get_logger(__name__)

AT_WORK = 8
"""Partitions in work at the same time in one process (design section 4.3)."""

FETCH = 500
_WAIT_MILLISECONDS = 200
_COMMIT_EVERY_SECONDS = 1.0
_COMMIT_SECONDS = 5.0
DRAIN_SECONDS = 6.0
"""How long records in hand may take when partitions go: six tenths of the group's rebalance timeout."""

ProgressOf = Callable[[Collection[TopicPartition]], Awaitable[Progress]]
"""Tells how far the group is in some partitions."""


class Lanes(ConsumerRebalanceListener):  # type: ignore[misc]
    """Feeds the lanes, steers the client as they wish and commits what they have done."""

    def __init__(self, client: Consumer, progress: ProgressOf, taker: Taker, backoff: Backoff) -> None:
        self._client = client
        self._progress = progress
        self._taker = taker
        self._backoff = backoff
        self._slots = asyncio.Semaphore(AT_WORK)
        self._lanes: dict[TopicPartition, Lane] = {}
        self._paused: set[TopicPartition] = set()
        self._commit_due = 0.0
        self._leaving = False
        self._cluster_id = ""

    async def on_partitions_assigned(self, assigned: Collection[TopicPartition]) -> None:
        """Open a lane for each partition; the next turn places it."""
        for partition in () if self._leaving else assigned:
            self._lanes[partition] = Lane(partition, self._taker, self._slots, self._backoff)

    async def on_partitions_revoked(self, revoked: Collection[TopicPartition]) -> None:
        """Finish what is in hand and commit it, before another member reads on."""
        await self._close()

    async def turn(self) -> None:
        """Fetch once, hand out what came, and commit from time to time.

        Raises:
            KafkaError: the client is broken and must be built anew.
        """
        await self._place_new()
        self._steer()
        batches = await self._client.getmany(timeout_ms=_WAIT_MILLISECONDS, max_records=FETCH)
        for partition, records in batches.items():
            if lane := self._lanes.get(partition):
                lane.offer(records)
        if asyncio.get_running_loop().time() >= self._commit_due:
            await self.commit()

    async def commit(self) -> None:
        """Commit what is done of the partitions that are still ours.

        After a rebalance a commit fails, and as a whole: the next reader then sees repeats, which the
        inbox skips, so a failure is only noted.
        """
        self._commit_due = asyncio.get_running_loop().time() + _COMMIT_EVERY_SECONDS
        ours = self._client.assignment()
        lanes = [lane for lane in self._lanes.values() if lane.partition in ours]
        offsets = {lane.partition: lane.done for lane in lanes if lane.done not in (None, lane.committed)}
        done = {partition: offset for partition, offset in offsets.items() if offset is not None}
        if not done:
            return
        places = {partition: OffsetAndMetadata(offset, self._cluster_id) for partition, offset in done.items()}
        try:
            async with asyncio.timeout(_COMMIT_SECONDS):
                await self._client.commit(places)
        except (KafkaError, TimeoutError) as failure:
            _LOG.info("offsets not committed", failure=type(failure).__name__)
            return
        for lane in lanes:
            lane.committed = done.get(lane.partition, lane.committed)

    async def leave(self) -> None:
        """Finish what is in hand, commit it, and take nothing more: the listener is not called on a stop."""
        self._leaving = True
        await self._close()

    def read_again(self, partition: TopicPartition) -> bool:
        """Read ``partition`` again from its beginning; False where it is not this member's."""
        lane = self._lanes.get(partition)
        if lane is None or not lane.placed:
            return False
        lane.read_on_at(0)
        return True

    async def lag(self) -> dict[str, int]:
        """Return how many records of each topic's partitions here are not handled yet."""
        lanes = [lane for lane in self._lanes.values() if lane.placed]
        ends = await self._client.end_offsets([lane.partition for lane in lanes]) if lanes else {}
        behind: dict[str, int] = {}
        for lane in lanes:
            left = ends.get(lane.partition, 0) - (lane.done or lane.committed or 0)
            behind[lane.partition.topic] = behind.get(lane.partition.topic, 0) + max(left, 0)
        return behind

    async def _close(self) -> None:
        """Drain every lane within the deadline, commit, and let go of them."""
        await asyncio.gather(*(lane.stop(DRAIN_SECONDS) for lane in self._lanes.values()))
        await self.commit()
        self._lanes.clear()
        self._paused.clear()

    async def _place_new(self) -> None:
        if not (new := [lane for lane in self._lanes.values() if not lane.placed]):
            return
        progress = await self._progress([lane.partition for lane in new])
        self._cluster_id = progress.cluster_id
        for lane in new:
            lane.place(progress.of(lane.partition))

    def _steer(self) -> None:
        ours = self._client.assignment()
        for partition, lane in self._lanes.items():
            if partition not in ours:
                continue
            if lane.seek_to is not None:
                self._client.seek(partition, lane.seek_to)
                lane.seek_to = None
            if lane.wants_more() and partition in self._paused:
                self._client.resume(partition)
                self._paused.discard(partition)
            elif not lane.wants_more() and partition not in self._paused:
                self._client.pause(partition)
                self._paused.add(partition)
