"""Kafka away, wiped or shortened (docs/architecture.md#loss-of-the-broker): it is never the only copy."""

import asyncio
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from aiokafka import TopicPartition
from aiokafka.structs import OffsetAndMetadata
from integration.bus.poison import put, take_from_outbox
from integration.bus.small_service import SmallService, in_order, until
from kit.brokers import BrokerInHand, KafkaInHand
from kit.memory_broker import MemoryBroker
from kit.memory_broker.log import MemoryRecord

from loket_shared.db.database import Database
from loket_shared.envelope import Envelope
from loket_shared.inbox.incoming import identity_of

pytestmark = [pytest.mark.asyncio, pytest.mark.long]


async def test_a_broker_that_is_away_delays_but_loses_nothing(service: SmallService, in_hand: BrokerInHand) -> None:
    questions = [uuid4() for _ in range(10)]
    async with service.running():
        await asyncio.gather(*(service.say(question) for question in questions))
        await service.until_done(5)
        await in_hand.stop()
        await asyncio.gather(*(service.say(question) for question in questions))
        await in_hand.start()
        await asyncio.gather(*(service.say(question) for question in questions))
        done = await service.until_done(30)
    assert len(done) == 30
    assert in_order(done)


async def test_a_wiped_broker_is_filled_again(service: SmallService, in_hand: BrokerInHand) -> None:
    questions = [uuid4() for _ in range(10)]
    async with service.running():
        await asyncio.gather(*(service.say(question) for question in questions))
        await service.until_done(10)
        await in_hand.wipe()
        await asyncio.gather(*(service.say(question) for question in questions))
        done = await service.until_done(20)

        async def all_there_again() -> bool:
            state = await service.broker.inspect([service.topic])
            return sum(state.ends.values()) >= 20

        await until(all_there_again)
    assert len(done) == 20
    assert in_order(done)


async def test_a_consumer_that_slept_through_the_wipe_starts_from_the_beginning(
    service: SmallService, in_hand: BrokerInHand
) -> None:
    questions = [uuid4() for _ in range(10)]
    async with service.running():
        await asyncio.gather(*(service.say(question) for question in questions))
        await service.until_done(10)
    await in_hand.wipe()
    await asyncio.gather(*(service.say(question) for question in questions))
    async with service.running():
        done = await service.until_done(20)
    assert len(done) == 20
    assert in_order(done)


async def test_the_last_record_of_a_quiet_partition_is_sent_again(quiet: SmallService, memory: MemoryBroker) -> None:
    await quiet.say(uuid4())
    async with quiet.running(consumers=0):
        await until(partial(_published, quiet))
    memory.logs.truncate(_only_partition(quiet), 0)
    async with quiet.running():
        done = await quiet.until_done(1)
    assert in_order(done)


async def test_kafka_loses_a_quiet_partition_that_nobody_had_read(database: Database, kafka: KafkaInHand) -> None:
    service = SmallService(database, kafka.broker, partitions=1)
    await service.say(uuid4())
    async with service.running(consumers=0):
        await until(partial(_published, service))
    await kafka.lose_partition(_only_partition(service))
    async with service.running():
        done = await service.until_done(1)
    assert in_order(done)


async def test_a_lost_tail_that_was_written_over_is_noticed(
    quiet: SmallService, memory: MemoryBroker, monkeypatch: pytest.MonkeyPatch
) -> None:
    question, partition, append = uuid4(), _only_partition(quiet), memory.logs.append

    def lose_the_last_and_append(*record: Any) -> MemoryRecord:
        """Put a record in place of the last one, which the reader has read: it never sees a shorter log."""
        monkeypatch.setattr(memory.logs, "append", append)
        memory.logs.truncate(partition, 2)
        return append(*record)

    async with quiet.running():
        for _ in range(3):
            await quiet.say(question)
        await quiet.until_done(3)
        monkeypatch.setattr(memory.logs, "append", lose_the_last_and_append)
        await quiet.say(question)
        done = await quiet.until_done(4)
        await until(partial(_holds, memory, partition, 4))
    assert in_order(done)


async def test_another_log_below_the_committed_offset_is_read_from_its_beginning(
    quiet: SmallService, memory: MemoryBroker
) -> None:
    one, other = uuid4(), uuid4()
    async with quiet.running():
        await quiet.say(one)
        await quiet.until_done(1)
    await take_from_outbox(quiet)
    await quiet.say(other)
    memory.logs.truncate(_only_partition(quiet), 0)
    await put(quiet, await take_from_outbox(quiet))
    async with quiet.running(relays=0):
        done = await quiet.until_done(2)
    assert [effect.key for effect in done] == [str(one), str(other)]


async def test_a_log_with_something_new_before_what_is_known_is_read_from_its_beginning(
    quiet: SmallService, memory: MemoryBroker
) -> None:
    one, other, late = [await _event(quiet) for _ in range(3)]
    async with quiet.running(relays=0):
        await put(quiet, [one, other])
        await quiet.until_done(2)
    # The late one was committed out of the order of positions: it comes first when all is sent again.
    memory.logs.truncate(_only_partition(quiet), 0)
    await put(quiet, [late, one, other])
    async with quiet.running(relays=0):
        await quiet.until_done(3)


async def test_places_in_a_wiped_log_are_not_taken_for_places_in_the_new_one(
    quiet: SmallService, memory: MemoryBroker
) -> None:
    one, other, late = [await _event(quiet) for _ in range(3)]
    async with quiet.running(relays=0):
        await put(quiet, [one, one])
        await until(partial(_committed, quiet, memory, 2))
        await put(quiet, [other])
        await quiet.until_done(2)
        memory.wipe()  # with the last one done, and not committed yet
        await put(quiet, [one, late, other])
        await quiet.until_done(3)


async def test_what_a_member_of_the_lost_group_commits_to_the_new_broker_is_no_place_in_its_log(
    quiet: SmallService, memory: MemoryBroker
) -> None:
    """Until it hears that the group is gone, a member reads on in the new log where it was in the lost one."""
    one, late, new = [await _event(quiet) for _ in range(3)]
    partition, lost = _only_partition(quiet), memory.cluster_id
    async with quiet.running(relays=0):
        await put(quiet, [one, one])
        await until(partial(_committed, quiet, memory, 2))
    memory.wipe()
    await put(quiet, [one, late, new])
    await quiet.processor().process(memory.logs.read(partition, 2, 1)[0])
    memory.group(quiet.group).offsets[partition] = OffsetAndMetadata(3, lost)
    async with quiet.running(relays=0):
        done = await quiet.until_done(3)
    assert [effect.event_id for effect in done] == [one.id, new.id, late.id]


@pytest.fixture
def memory() -> MemoryBroker:
    """A broker whose logs the test cuts."""
    return MemoryBroker()


@pytest.fixture
def quiet(database: Database, memory: MemoryBroker) -> SmallService:
    """The small service with a single partition."""
    return SmallService(database, memory, partitions=1)


def _only_partition(service: SmallService) -> TopicPartition:
    return TopicPartition(service.topic.name, 0)


async def _published(service: SmallService) -> bool:
    return all(row.published_at for row in await service.ask("SELECT published_at FROM outbox"))


async def _holds(broker: MemoryBroker, partition: TopicPartition, events: int) -> bool:
    records = broker.logs.read(partition, 0, 100)
    return len({identity_of(record) for record in records}) == events


async def _event(service: SmallService) -> Envelope:
    await service.say(uuid4())
    (event,) = await take_from_outbox(service)
    return event


async def _committed(service: SmallService, broker: MemoryBroker, offset: int) -> bool:
    partition = _only_partition(service)
    return (await broker.progress(service.group, [partition])).of(partition) == offset
