"""Commits around a rebalance (aiokafka): one partition that was lost fails the whole call, so it is left out."""

import asyncio
from collections.abc import Collection, Mapping, Sequence

import pytest
from aiokafka import ConsumerRebalanceListener, TopicPartition
from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError
from aiokafka.structs import OffsetAndMetadata
from unit.bus.records import record

from loket_shared.backoff import Backoff
from loket_shared.broker.ports import GroupProgress, Record
from loket_shared.bus.assignment import PartitionAssignment
from loket_shared.inbox.incoming import EventIdentity

pytestmark = pytest.mark.asyncio

KEPT, LOST = TopicPartition("topic", 0), TopicPartition("topic", 1)
CLUSTER = "cluster"
TWO = OffsetAndMetadata(2, CLUSTER)


class Client:
    """A client whose partitions and refusals the test decides."""

    def __init__(self) -> None:
        self.mine = {KEPT, LOST}
        self.waiting: dict[TopicPartition, list[Record]] = {}
        self.commits: list[Mapping[TopicPartition, OffsetAndMetadata]] = []
        self.refusal: KafkaError | None = None
        self.paused: set[TopicPartition] = set()

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    def subscribe(self, topics: Collection[str], *, listener: ConsumerRebalanceListener) -> None: ...

    async def getmany(self, *, timeout_ms: int, max_records: int) -> dict[TopicPartition, list[Record]]:
        await asyncio.sleep(0)
        waiting, self.waiting = self.waiting, {}
        return waiting

    def assignment(self) -> set[TopicPartition]:
        return self.mine

    def seek(self, partition: TopicPartition, offset: int) -> None: ...

    def pause(self, *partitions: TopicPartition) -> None:
        self.paused.update(partitions)

    def resume(self, *partitions: TopicPartition) -> None:
        self.paused.difference_update(partitions)

    async def progress(self, _: Collection[TopicPartition]) -> GroupProgress:
        return GroupProgress(CLUSTER, {})

    async def commit(self, offsets: Mapping[TopicPartition, OffsetAndMetadata]) -> None:
        if self.refusal:
            raise self.refusal
        self.commits.append(offsets)

    async def end_offsets(self, partitions: Sequence[TopicPartition]) -> Mapping[TopicPartition, int]:
        return dict.fromkeys(partitions, 5)


class Willing:
    """Takes in whatever comes."""

    async def process(self, item: Record, attempts: int) -> None: ...

    async def process_together(self, records: Sequence[Record]) -> Collection[int]:
        return [record.offset for record in records]

    async def known_identities(self, items: Sequence[Record]) -> set[EventIdentity]:
        return set()

    async def is_known_at_offset(self, item: Record) -> bool:
        return True


async def lanes_at_work(client: Client) -> PartitionAssignment:
    """Return assignment that have done the first two records of both partitions."""
    assignment = PartitionAssignment(client, client.progress, Willing(), Willing(), Backoff())
    await assignment.on_partitions_assigned({KEPT, LOST})
    await assignment.poll()
    client.waiting = {KEPT: [record(0), record(1)], LOST: [record(0), record(1)]}
    await assignment.poll()
    for _ in range(20):
        await asyncio.sleep(0)
    return assignment


async def test_only_partitions_that_are_still_ours_are_committed() -> None:
    client = Client()
    assignment = await lanes_at_work(client)
    client.mine = {KEPT}
    await assignment.commit()
    assert client.commits == [{KEPT: TWO}]
    await assignment.leave()


@pytest.mark.parametrize("refusal", [CommitFailedError(), IllegalStateError("lost"), KafkaError()])
async def test_a_refused_commit_is_made_again(refusal: KafkaError) -> None:
    client = Client()
    assignment = await lanes_at_work(client)
    client.refusal = refusal
    await assignment.commit()
    client.refusal = None
    await assignment.commit()
    await assignment.commit()
    assert client.commits == [{KEPT: TWO, LOST: TWO}]
    await assignment.leave()


async def test_revoked_partitions_are_drained_and_committed_first() -> None:
    client = Client()
    assignment = await lanes_at_work(client)
    await assignment.on_partitions_revoked({KEPT, LOST})
    assert client.commits == [{KEPT: TWO, LOST: TWO}]
    client.waiting = {KEPT: [record(2)]}
    await assignment.poll()
    await assignment.leave()
    assert len(client.commits) == 1


async def test_the_lag_comes_from_the_ends_of_the_logs() -> None:
    assignment = await lanes_at_work(Client())
    assert await assignment.lag() == {"topic": 6}
    await assignment.leave()
