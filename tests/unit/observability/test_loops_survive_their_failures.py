"""Background loops go on after a failure, and end when they are asked to, whatever a library makes of that."""

import asyncio

import pytest

from loket_shared.observability import tasks
from loket_shared.observability.tasks import supervise

pytestmark = pytest.mark.asyncio

PATIENCE_SECONDS = 10


async def test_after_a_failure_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "FIRST_PAUSE_SECONDS", 0.0)
    failures = [ValueError(), OSError()]

    async def loop() -> None:
        if failures:
            raise failures.pop()

    async with asyncio.timeout(PATIENCE_SECONDS):
        await supervise("loop", loop)
    assert failures == []


async def test_a_cancellation_that_a_library_turns_into_a_failure_is_the_end() -> None:
    started = asyncio.Event()

    async def loop() -> None:
        started.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            raise ConnectionError("given up in the middle of a statement") from None

    running = asyncio.create_task(supervise("loop", loop))
    await started.wait()
    running.cancel()
    await asyncio.wait({running}, timeout=PATIENCE_SECONDS)
    assert running.cancelled()


async def test_a_time_that_runs_out_inside_is_a_failure_like_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "FIRST_PAUSE_SECONDS", 0.0)
    rounds = 0

    async def loop() -> None:
        nonlocal rounds
        rounds += 1
        if rounds == 1:
            async with asyncio.timeout(0.01):
                await asyncio.Event().wait()

    async with asyncio.timeout(PATIENCE_SECONDS):
        await supervise("loop", loop)
    assert rounds == 2
