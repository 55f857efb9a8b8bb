"""A group member at the broker in memory."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from aiokafka import ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import IllegalStateError
from aiokafka.structs import OffsetAndMetadata

from loket_shared.broker.ports import Record

if TYPE_CHECKING:
    from kit.memory_broker.broker import MemoryBroker

_STEP_SECONDS = 0.005


class MemoryConsumer:
    """Lets go and gets partitions inside ``getmany``, where aiokafka does so beside it."""

    def __init__(self, broker: "MemoryBroker", group: str) -> None:
        self._broker = broker
        self._group = broker.group(group)
        self._listener: ConsumerRebalanceListener | None = None
        self._positions: dict[TopicPartition, int] = {}
        self._paused: set[TopicPartition] = set()
        self._share: set[TopicPartition] | None = None

    async def start(self) -> None:
        """Connect; raises KafkaConnectionError while the broker is away."""
        self._broker.require()

    async def stop(self) -> None:
        """Leave the group, without telling the listener."""
        self._group.leave(self)

    def subscribe(self, topics: Collection[str], *, listener: ConsumerRebalanceListener) -> None:
        """Join the group."""
        self._listener = listener
        self._group.join(self, frozenset(topics))

    async def getmany(self, *, timeout_ms: int, max_records: int) -> dict[TopicPartition, list[Record]]:
        """Return the next records, waiting up to ``timeout_ms`` for the first."""
        give_up = asyncio.get_running_loop().time() + timeout_ms / 1000
        while True:
            await self._follow_group()
            if batches := self._fetch(max_records):
                return batches
            if asyncio.get_running_loop().time() >= give_up:
                return {}
            await asyncio.sleep(_STEP_SECONDS)

    def assignment(self) -> set[TopicPartition]:
        """Return the partitions that are this member's now."""
        return set(self._share or ())

    def seek(self, partition: TopicPartition, offset: int) -> None:
        """Continue at ``offset``; where the log does not reach there, at its beginning."""
        self._require_mine({partition})
        self._positions[partition] = offset

    def pause(self, *partitions: TopicPartition) -> None:
        """Return no records of these until they are resumed."""
        self._require_mine(set(partitions))
        self._paused.update(partitions)

    def resume(self, *partitions: TopicPartition) -> None:
        """Return records of these again."""
        self._require_mine(set(partitions))
        self._paused.difference_update(partitions)

    async def commit(self, offsets: Mapping[TopicPartition, OffsetAndMetadata]) -> None:
        """Keep the group's next offsets, all or none; raises IllegalStateError for a partition of another."""
        self._broker.require()
        self._require_mine(set(offsets))
        self._group.offsets.update(offsets)

    async def end_offsets(self, partitions: Sequence[TopicPartition]) -> Mapping[TopicPartition, int]:
        """Return the offsets that the next records will get."""
        self._broker.require()
        return {partition: self._broker.logs.end(partition) for partition in partitions}

    async def _follow_group(self) -> None:
        share = self._group.share(self)
        if self._share is not None and share is not self._share and self._listener:
            await self._listener.on_partitions_revoked(self._share)
        if share is None:
            self._share = None
            self._group.let_go(self)
        elif share is not self._share and self._listener:
            self._share = share
            self._paused.clear()
            self._positions = {partition: self._committed(partition) for partition in share}
            await self._listener.on_partitions_assigned(share)

    def _committed(self, partition: TopicPartition) -> int:
        kept = self._group.offsets.get(partition)
        return kept.offset if kept else 0

    def _fetch(self, max_records: int) -> dict[TopicPartition, list[Record]]:
        batches: dict[TopicPartition, list[Record]] = {}
        if self._broker.away:
            return batches
        for partition in sorted(self.assignment() - self._paused):
            position = self._positions[partition]
            position = position if position <= self._broker.logs.end(partition) else 0
            records: list[Record] = list(self._broker.logs.read(partition, position, max_records))
            self._positions[partition] = position + len(records)
            if records:
                batches[partition] = records
        return batches

    def _require_mine(self, partitions: set[TopicPartition]) -> None:
        if not partitions <= self.assignment():
            raise IllegalStateError("a partition is not assigned")
