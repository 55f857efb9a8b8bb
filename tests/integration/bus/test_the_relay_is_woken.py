"""Waking the relay after the commit (docs/architecture.md#relay): in the process, and from other processes."""

import asyncio
from contextlib import suppress
from uuid import uuid4

import pytest
from integration.bus.small_service import PATIENCE_SECONDS, SmallService

from loket_shared.db.database import Database
from loket_shared.observability.tasks import Heartbeat
from loket_shared.outbox.leader_lock import LockWait, acquire_lock, relay_connection
from loket_shared.outbox.signal import RelaySignal, relay_signal

pytestmark = pytest.mark.asyncio


async def woken(wake: RelaySignal, seconds: float) -> bool:
    """Return whether a wake came rather than the time running out."""
    started = asyncio.get_running_loop().time()
    await wake.wait(seconds)
    return asyncio.get_running_loop().time() - started < seconds


async def test_a_commit_wakes_and_a_rollback_does_not(database: Database) -> None:
    wake = relay_signal(database.engine)
    with suppress(ZeroDivisionError):
        async with database.begin() as transaction:
            transaction.after_commit(wake.set)
            raise ZeroDivisionError
    assert not await woken(wake, 0.1)
    async with database.begin() as transaction:
        transaction.after_commit(wake.set)
        assert not await woken(wake, 0.1)
    assert await woken(wake, PATIENCE_SECONDS)


async def test_signals_of_the_same_moment_are_answered_together() -> None:
    signal, clock = RelaySignal(), asyncio.get_running_loop().time
    signal.receive()
    waiting = asyncio.create_task(signal.wait(PATIENCE_SECONDS, not_before=clock() + 0.1))
    await asyncio.sleep(0)
    signal.receive()
    await waiting
    assert not await woken(signal, 0.1)


async def test_another_process_hears_of_it(quiet_service: SmallService) -> None:
    elsewhere = RelaySignal()
    async with relay_connection(quiet_service.database.url, elsewhere):
        await quiet_service.say(uuid4())
        assert await woken(elsewhere, PATIENCE_SECONDS)


async def test_nobody_is_told_while_the_relay_runs_here(quiet_service: SmallService) -> None:
    elsewhere = RelaySignal()
    relay_signal(quiet_service.database.engine).relay_runs_in_process = True
    async with relay_connection(quiet_service.database.url, elsewhere):
        await quiet_service.say(uuid4())
        assert not await woken(elsewhere, 0.3)


async def test_the_lock_goes_with_its_connection(quiet_service: SmallService) -> None:
    url, stop = quiet_service.database.url, asyncio.Event()
    async with relay_connection(url, RelaySignal()) as first, relay_connection(url, RelaySignal()) as second:
        assert await acquire_lock(first, stop, LockWait(first, "test", Heartbeat("relay")))
        waiting = asyncio.create_task(acquire_lock(second, stop, LockWait(second, "test", Heartbeat("relay"))))
        await first.close()
        async with asyncio.timeout(PATIENCE_SECONDS):
            assert await waiting
