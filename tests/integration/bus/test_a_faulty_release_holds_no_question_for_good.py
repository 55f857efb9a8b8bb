"""What no code foresaw is tried again: one poisonous event is given up, a faulty release makes the consumer wait."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from integration.bus.poison import put, take_from_outbox
from integration.bus.small_service import SOON, SmallService, in_order, until

from loket_shared.bus import processor
from loket_shared.bus.handlers import Incoming
from loket_shared.bus.retry import FailureLog
from loket_shared.db.database import Database

pytestmark = pytest.mark.asyncio


def mistaken(wrong: Callable[[Incoming[Any]], bool]) -> Callable[[Incoming[Any]], Any]:
    """Return trouble that is a mistake of the code."""

    async def trouble(incoming: Incoming[Any]) -> None:
        if wrong(incoming):
            raise KeyError("a mistake")

    return trouble


def patient(service: SmallService) -> SmallService:
    """Return the service with time for more keys to fail before one is given up."""
    service.failures = FailureLog(replace(SOON, seconds=60.0))
    return service


async def paused(service: SmallService) -> bool:
    return service.failures.paused


async def test_a_release_that_fails_at_everything_buries_nothing_and_goes_on_once_mended(
    service: SmallService,
) -> None:
    service, questions = patient(service), [uuid4() for _ in range(12)]
    service.trouble = mistaken(lambda _: True)
    for question in questions * 2:
        await service.say(question)
    async with service.running():
        await until(lambda: paused(service))
        await asyncio.sleep(2)
        assert await service.letters() == []
        assert await service.done() == []
        service.trouble = None
        done = await service.until_done(24)
        assert not service.failures.paused
    assert in_order(done)
    assert await service.letters() == []


async def test_a_table_that_is_gone_for_a_while_costs_nothing(quiet_service: SmallService, database: Database) -> None:
    service = patient(quiet_service)
    await rename(database, "done", "away")
    for _ in range(6):
        await service.say(uuid4())
    async with service.running():
        await until(lambda: paused(service))
        await rename(database, "away", "done")
        assert len(await service.until_done(6)) == 6
    assert await service.letters() == []


async def test_an_event_that_fails_while_others_succeed_becomes_a_dead_letter(service: SmallService) -> None:
    poison = uuid4()
    service.trouble = mistaken(lambda incoming: incoming.event.key == poison)
    async with service.running():
        await service.say(poison)
        await service.say(poison)
        while not await service.letters():
            await service.say(uuid4())
            await asyncio.sleep(0.05)
        (letter,) = await service.letters()
        assert (letter.key, letter.sequence) == (str(poison), 1)
        assert (letter.reason, letter.failure) == ("failed", "KeyError")
        assert letter.attempts >= 5
        assert not service.failures.paused
        service.trouble = None
        await service.replay(letter.id)

        async def both() -> bool:
            return [effect.sequence for effect in await service.done() if effect.key == str(poison)] == [1, 2]

        await until(both)


async def test_other_partitions_do_not_wait_for_one_that_fails(service: SmallService) -> None:
    service, poison = patient(service), uuid4()
    service.trouble = mistaken(lambda incoming: incoming.event.key == poison)
    await service.say(poison)
    others = [uuid4() for _ in range(40)]
    async with service.running():
        for other in others:
            await service.say(other)
        await service.until_done(20)
        service.trouble = None
        done = await service.until_done(41)
    assert in_order(done)
    assert await service.letters() == []


async def test_a_mistake_that_passes_by_itself_leaves_no_trace(service: SmallService) -> None:
    failed: list[UUID] = []

    def once(incoming: Incoming[Any]) -> bool:
        if incoming.event.key in failed:
            return False
        failed.append(incoming.event.key)
        return True

    service.trouble = mistaken(once)
    for _ in range(5):
        await service.say(uuid4())
    async with service.running():
        await service.until_done(5)
    assert await service.letters() == []
    assert not service.failures.paused


async def test_a_handler_that_hangs_is_cut_off_and_tried_again(
    quiet_service: SmallService, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = patient(quiet_service)
    hung: list[bool] = []

    async def hang_once(_: Incoming[Any]) -> None:
        if not hung:
            hung.append(True)
            await asyncio.Event().wait()

    monkeypatch.setattr(processor, "ATTEMPT_SECONDS", 0.3)
    service.trouble = hang_once
    await service.say(uuid4())
    async with service.running():
        assert len(await service.until_done(1)) == 1


async def test_what_was_parked_and_fails_keeps_no_other_key_waiting(quiet_service: SmallService) -> None:
    service, bad, good = patient(quiet_service), uuid4(), uuid4()
    for question in (bad, bad, good, good):
        await service.say(question)
    bad_first, bad_second, good_first, good_second = await take_from_outbox(service)
    service.trouble = mistaken(lambda incoming: incoming.event.key == bad and incoming.sequence == 2)
    async with service.running(relays=0):
        await put(service, [bad_second, good_second])

        async def both_parked() -> bool:
            return len(await service.ask("SELECT id FROM inbox_parked")) == 2

        await until(both_parked)
        await put(service, [bad_first, good_first])
        done = await service.until_done(3)
        assert {(effect.key, effect.sequence) for effect in done} == {(str(bad), 1), (str(good), 1), (str(good), 2)}
        service.trouble = None
        assert in_order(await service.until_done(4))


async def rename(database: Database, name: str, new: str) -> None:
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql(f"ALTER TABLE {name} RENAME TO {new}")
