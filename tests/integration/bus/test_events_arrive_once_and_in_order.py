"""The promise of delivery, while nothing goes wrong (docs/architecture.md#delivery)."""

import asyncio
from uuid import uuid4

import pytest
from integration.bus.small_service import SILENT, SmallService, in_order

pytestmark = pytest.mark.asyncio


async def test_every_event_is_handled_once_and_in_the_order_of_its_key(service: SmallService) -> None:
    questions = [uuid4() for _ in range(20)]
    async with service.running():
        for _ in range(5):
            await asyncio.gather(*(service.say(question) for question in questions))
        done = await service.until_done(100)
    assert len(done) == 100
    assert in_order(done)


async def test_types_of_no_use_keep_their_place_in_the_order(service: SmallService) -> None:
    question = uuid4()
    async with service.running():
        await service.say(question)
        silent = await service.say(question, SILENT)
        await service.say(question)
        done = await service.until_done(2)
    assert [effect.sequence for effect in done] == [1, 3]
    assert (await service.outcomes())[str(silent)] == "passed"


async def test_a_restart_reads_on_where_it_stopped(service: SmallService) -> None:
    question = uuid4()
    async with service.running():
        await service.say(question)
        await service.until_done(1)
    await service.say(question)
    async with service.running():
        done = await service.until_done(2)
    assert in_order(done)


async def test_two_members_share_the_partitions(service: SmallService) -> None:
    questions = [uuid4() for _ in range(20)]
    async with service.running(consumers=2):
        for _ in range(4):
            await asyncio.gather(*(service.say(question) for question in questions))
        done = await service.until_done(80)
    assert len(done) == 80
    assert in_order(done)
