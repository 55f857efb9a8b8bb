"""Crashes, doubles and rebalances (docs/architecture.md#delivery): nothing lost, nothing doubled, order kept."""

import asyncio
from contextlib import suppress
from random import Random
from uuid import uuid4

import pytest
from integration.bus.poison import put
from integration.bus.small_service import PATIENCE_SECONDS, SmallService, in_order

from loket_shared.outbox.leader_lock import relay_connection
from loket_shared.outbox.signal import RelaySignal
from loket_shared.outbox.store import pending_events

pytestmark = pytest.mark.asyncio


async def test_parts_that_are_cut_off_at_any_moment_lose_and_double_nothing(service: SmallService) -> None:
    questions, moments = [uuid4() for _ in range(10)], Random(7)  # noqa: S311
    for _ in range(6):
        for question in questions:
            await service.say(question)
        for part in (service.relay(), service.consumer()):
            running = asyncio.create_task(part.run(asyncio.Event()))
            await asyncio.sleep(moments.uniform(0.05, 1.0))
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running
    async with service.running():
        done = await service.until_done(60)
    assert len(done) == 60
    assert in_order(done)


async def test_a_relay_that_died_between_sending_and_marking_sends_again(service: SmallService) -> None:
    question = uuid4()
    for _ in range(5):
        await service.say(question)
    async with relay_connection(service.database.url, RelaySignal()) as connection:
        rows = await pending_events(connection)
    await put(service, [row.envelope for row in rows[:3]])
    async with service.running():
        done = await service.until_done(5)
    assert len(done) == 5
    assert in_order(done)


async def test_two_relays_send_each_event_once(quiet_service: SmallService) -> None:
    service = quiet_service
    async with service.running(relays=2):
        for _ in range(3):
            await asyncio.gather(*(service.say(uuid4()) for _ in range(20)))
        await service.until_done(60)
    state = await service.broker.inspect([service.topic])
    assert sum(state.ends.values()) == 60


async def test_a_waiting_relay_takes_over_when_the_lock_is_free(quiet_service: SmallService) -> None:
    service, first_stop = quiet_service, asyncio.Event()
    first = asyncio.create_task(service.relay().run(first_stop))
    await service.say(uuid4())
    async with service.running():
        await service.until_done(1)
        first_stop.set()
        await first
        await service.say(uuid4())
        assert len(await service.until_done(2)) == 2


async def test_members_that_come_and_go_hand_over_without_loss(service: SmallService) -> None:
    questions = [uuid4() for _ in range(12)]
    async with service.running():
        for round_number in range(4):
            stop = asyncio.Event()
            guest = asyncio.create_task(service.consumer().run(stop))
            for question in questions:
                await service.say(question)
            await service.until_done(12 * (round_number + 1))
            stop.set()
            async with asyncio.timeout(PATIENCE_SECONDS):
                await guest
        done = await service.done()
    assert len(done) == 48
    assert in_order(done)


async def test_a_graceful_stop_commits_what_is_done(service: SmallService) -> None:
    async with service.running():
        for _ in range(10):
            await service.say(uuid4())
        await service.until_done(10)
    ends = (await service.broker.inspect([service.topic])).ends
    progress = await service.broker.progress(service.group, ends)
    assert {partition: progress.of(partition) or 0 for partition in ends} == ends
