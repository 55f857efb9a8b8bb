"""What aiokafka does that its callers must know, measured on Apache Kafka, so that a change of it is seen."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import pytest
import pytest_asyncio
from aiokafka import ConsumerRebalanceListener, TopicPartition
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import IllegalStateError
from aiokafka.structs import OffsetAndMetadata
from integration.bus.small_service import PATIENCE_SECONDS, until
from kit.brokers import KafkaInHand

from loket_shared.broker.ports import Consumer, Record
from loket_shared.broker.shutdown import STOP_SECONDS, stop_with_timeout
from loket_shared.broker.topics import TopicSpec
from loket_shared.outbox.publisher import started_producer

pytestmark = pytest.mark.asyncio


class Calls(ConsumerRebalanceListener):  # type: ignore[misc]
    """Remembers what the listener was told."""

    def __init__(self) -> None:
        self.told: list[str] = []

    async def on_partitions_assigned(self, assigned: set[TopicPartition]) -> None:
        self.told.append("assigned")

    async def on_partitions_revoked(self, revoked: set[TopicPartition]) -> None:
        self.told.append("revoked")


@pytest_asyncio.fixture
async def topic(kafka: KafkaInHand) -> TopicSpec:
    """A topic of two partitions with five records in each, or more in one."""
    spec = TopicSpec(name=f"test.{uuid4().hex}", partitions=2)
    await kafka.broker.inspect([spec])
    async with started_producer(kafka.broker) as producer:
        for number in range(10):
            await (await producer.send(spec.name, b"value", str(number).encode(), headers=[]))
    return spec


@asynccontextmanager
async def member(kafka: KafkaInHand, topic: TopicSpec, group: str, calls: Calls) -> AsyncIterator[Consumer]:
    """A group member, connected."""
    client = kafka.broker.consumer(group)
    await client.start()
    client.subscribe([topic.name], listener=calls)
    try:
        yield client
    finally:
        await stop_with_timeout(client.stop)


async def some(client: Consumer) -> tuple[TopicPartition, list[Record]]:
    """Return the next records of one partition."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not (batches := await client.getmany(timeout_ms=200, max_records=3)):
            continue
    return next(iter(batches.items()))


async def test_fetching_moves_on_unless_one_seeks_back(kafka: KafkaInHand, topic: TopicSpec) -> None:
    async with member(kafka, topic, uuid4().hex, Calls()) as client:
        partition, first = await some(client)
        client.seek(partition, first[0].offset)
        (other,) = client.assignment() - {partition}
        client.pause(other)
        again, repeated = await some(client)
    assert (again, repeated[0].offset) == (partition, first[0].offset)


async def test_nothing_is_committed_that_was_not_told(kafka: KafkaInHand, topic: TopicSpec) -> None:
    group = uuid4().hex
    async with member(kafka, topic, group, Calls()) as client:
        partition, _ = await some(client)
    assert (await kafka.broker.progress(group, [partition])).offsets[partition].offset == -1


async def test_a_commit_with_one_lost_partition_fails_whole(kafka: KafkaInHand, topic: TopicSpec) -> None:
    group, place = uuid4().hex, OffsetAndMetadata(1, "cluster")
    async with member(kafka, topic, group, Calls()) as client:
        partition, _ = await some(client)
        stranger = TopicPartition("of another", 0)
        with pytest.raises(IllegalStateError):
            await client.commit({partition: place, stranger: place})
    assert (await kafka.broker.progress(group, [partition])).offsets[partition].offset == -1


async def test_where_a_group_is_comes_back_with_the_cluster_it_was_told_of(
    kafka: KafkaInHand, topic: TopicSpec
) -> None:
    group, cluster = uuid4().hex, (await kafka.broker.inspect([])).cluster_id
    async with member(kafka, topic, group, Calls()) as client:
        partition, _ = await some(client)
        (other,) = client.assignment() - {partition}
        await client.commit({partition: OffsetAndMetadata(3, cluster), other: OffsetAndMetadata(2, "another")})
    progress = await kafka.broker.progress(group, [partition, other])
    assert (progress.cluster_id, progress.of(partition), progress.of(other)) == (cluster, 3, None)


async def test_a_rebalance_takes_everything_first_and_a_stop_tells_nobody(kafka: KafkaInHand, topic: TopicSpec) -> None:
    group, calls, guests = uuid4().hex, Calls(), Calls()
    async with member(kafka, topic, group, calls) as client:
        await some(client)
        async with member(kafka, topic, group, guests) as guest:

            async def shared() -> bool:
                await asyncio.gather(*(one.getmany(timeout_ms=100, max_records=1) for one in (client, guest)))
                return len(client.assignment()) == len(guest.assignment()) == 1

            await until(shared)
            assert calls.told[-2:] == ["revoked", "assigned"]
        assert guests.told[-1] == "assigned"


async def test_a_seek_beyond_the_log_starts_at_its_beginning(kafka: KafkaInHand, topic: TopicSpec) -> None:
    async with member(kafka, topic, uuid4().hex, Calls()) as client:
        partition, _ = await some(client)
        client.seek(partition, 1000)
        (other,) = client.assignment() - {partition}
        client.pause(other)
        _, records = await some(client)
    assert records[0].offset == 0


async def test_a_producer_that_waits_for_a_dead_broker_is_let_go_of(kafka: KafkaInHand, topic: TopicSpec) -> None:
    producer = kafka.broker.producer()
    await producer.start()
    await (await producer.send(topic.name, b"value", b"key", headers=[]))
    await kafka.stop()
    try:
        unsent = await producer.send(topic.name, b"value", b"key", headers=[])
        async with asyncio.timeout(STOP_SECONDS + PATIENCE_SECONDS):
            await stop_with_timeout(producer.stop)
        assert not unsent.done()
    finally:
        await kafka.start()

    async def delivered() -> bool:
        return unsent.done()

    await until(delivered)
    assert unsent.result().topic == topic.name


async def test_who_is_asked_to_end_while_a_client_stops_ends(
    kafka: KafkaInHand, topic: TopicSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    """aiokafka's own ``close`` suppresses the cancellation; the task that looked would never hear of it."""
    closing, close = asyncio.Event(), AIOKafkaClient.close

    async def close_and_tell(client: AIOKafkaClient) -> None:
        closing.set()
        await close(client)

    monkeypatch.setattr(AIOKafkaClient, "close", close_and_tell)
    looking = asyncio.create_task(kafka.broker.inspect([topic]))
    await closing.wait()
    looking.cancel()
    await asyncio.wait({looking}, timeout=PATIENCE_SECONDS)
    assert looking.cancelled()
