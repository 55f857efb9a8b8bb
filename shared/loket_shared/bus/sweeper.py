"""Finds stuck records: parked records that are ready, and gaps that last."""

import asyncio
from collections.abc import Callable

import structlog
from aiokafka import TopicPartition

from loket_shared.bus.processor import InboxProcessor
from loket_shared.contracts.topics import count_shown_gaps, is_counted
from loket_shared.inbox.gaps import Gap, gaps, mark_reread, ready_keys
from loket_shared.observability import metrics

_LOG = structlog.get_logger(__name__)

SWEEP_SECONDS = 2.0


class Sweeper:
    """Checks the parked records every two seconds.

    ``read_again`` rewinds a partition to its beginning. It returns False if this member does not own the partition.
    """

    def __init__(self, processor: InboxProcessor, read_again: Callable[[TopicPartition], bool]) -> None:
        self._processor = processor
        self._reread = read_again

    async def run(self) -> None:
        """Sweep until cancelled."""
        while True:
            await self.sweep()
            await asyncio.sleep(SWEEP_SECONDS)

    async def sweep(self) -> None:
        """Process the parked records that are ready, count the gaps that last, and reread the partitions of those that
        are due.
        """
        async with self._processor.unit_of_work() as work:
            ready = await ready_keys(work.session, self._processor.group)
            found = await gaps(work.session, self._processor.group)
        for topic, key in ready:
            await self._processor.drain(topic, key)
        metrics.open_gaps.set(count_shown_gaps(gap.topic for gap in found), {"consumer": self._processor.group})
        for gap in found:
            if gap.due:
                await self._close(gap)

    async def _close(self, gap: Gap) -> None:
        """Read the partition of ``gap`` again; log an error if an earlier reread did not close the gap."""
        if not self._reread(TopicPartition(gap.topic, gap.partition)):
            return
        async with self._processor.unit_of_work() as work:
            await mark_reread(work.session, self._processor.group, gap)
        report = _LOG.error if gap.reread else _LOG.warning
        where: dict[str, str | int] = {"topic": gap.topic, "partition": gap.partition}
        if is_counted(gap.topic):
            metrics.sequence_gaps.add(1, {"topic": gap.topic, "again": gap.reread})
            where |= {"key": gap.key, "after": gap.last}
        report("events are missing, reading the partition again", **where)
