"""A gap that lasts: the partition is read again, and if that does not help it is an alarm.

See docs/architecture.md#inbox.
"""

from functools import partial
from uuid import uuid4

import pytest
from aiokafka import TopicPartition
from integration.bus.poison import put, take_from_outbox
from integration.bus.small_service import SmallService, in_order, until
from kit.memory_broker import MemoryBroker

from loket_shared.db.database import Database
from loket_shared.envelope import Envelope
from loket_shared.inbox.gaps import Gap, gaps, mark_reread

AGED = "UPDATE inbox_parked SET parked_at = now() - interval '1 minute'"

pytestmark = pytest.mark.asyncio


@pytest.fixture
def service(database: Database) -> SmallService:
    """The small service with a single partition, on a broker whose log the test can cut."""
    return SmallService(database, MemoryBroker(), partitions=1)


async def one_is_parked(service: SmallService) -> bool:
    return len(await service.ask("SELECT id FROM inbox_parked")) == 1


async def change(service: SmallService, statement: str) -> None:
    async with service.database.engine.begin() as connection:
        await connection.exec_driver_sql(statement)


async def deliver_only_the_second_of_two(service: SmallService) -> Envelope:
    """Deliver an event whose predecessor does not come, and return the predecessor."""
    question = uuid4()
    for _ in range(2):
        await service.say(question)
    first, second = await take_from_outbox(service)
    await put(service, [second])
    return first


async def found(service: SmallService) -> list[Gap]:
    async with service.unit_of_work() as work:
        return await gaps(work.session, service.group)


async def test_what_the_log_has_but_was_passed_by_is_found(service: SmallService) -> None:
    first = await deliver_only_the_second_of_two(service)
    assert isinstance(service.broker, MemoryBroker)
    async with service.running(relays=0):
        await until(partial(one_is_parked, service))
        # The predecessor turns up where this consumer has read already.
        service.broker.logs.truncate(TopicPartition(service.topic.name, 0), 0)
        await put(service, [first])
        await change(service, AGED)
        done = await service.until_done(2)
    assert in_order(done)
    assert not await one_is_parked(service)


async def test_a_gap_must_last_and_then_is_told_once_in_a_while(service: SmallService) -> None:
    first = await deliver_only_the_second_of_two(service)
    async with service.running(relays=0):
        await until(partial(one_is_parked, service))
    assert await found(service) == []
    await change(service, AGED)
    (gap,) = await found(service)
    assert (gap.key, gap.last, gap.due, gap.reread) == (first.partitionkey, 0, True, False)
    async with service.unit_of_work() as work:
        await mark_reread(work.session, service.group, gap)
    assert [again.due for again in await found(service)] == [False]
    await change(service, "UPDATE inbox_progress SET reread_at = now() - interval '6 minutes'")
    assert [(again.due, again.reread) for again in await found(service)] == [(True, True)]


async def test_what_a_dead_letter_holds_back_is_no_gap(service: SmallService) -> None:
    await deliver_only_the_second_of_two(service)
    async with service.running(relays=0):
        await until(partial(one_is_parked, service))
    await change(service, AGED)
    await change(service, "UPDATE inbox_progress SET held = true")
    assert await found(service) == []
