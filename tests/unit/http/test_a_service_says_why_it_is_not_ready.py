"""Readiness: what keeps a service from its work is named."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from loket_sample.running import ADDRESS, Anybody, runtime, settings
from unit.bus.records import received

from loket_shared.bus.failure_log import FailureLog, TryLater
from loket_shared.bus.retry_policy import CHANCE, RetryLimits
from loket_shared.db.database import Database
from loket_shared.http.app import create_app


def untroubled() -> FailureLog:
    return FailureLog(RetryLimits())


def paused() -> FailureLog:
    log = FailureLog(RetryLimits())
    for number in range(RetryLimits().keys):
        for _ in range(CHANCE):
            with pytest.raises(TryLater):
                log.failed(received(number), KeyError())
    return log


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("failures", "reasons"),
    [(untroubled, ["database-away"]), (paused, ["consumer-paused", "database-away"])],
)
async def test_each_reason_is_named(failures: Callable[[], FailureLog], reasons: list[str], tmp_path: Path) -> None:
    database = Database("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
    running = replace(runtime(settings(tmp_path), database), failures=failures())
    transport = httpx.ASGITransport(create_app(running, Anybody()))
    async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as client:
        answer = await client.get("/health/ready")
        alive = await client.get("/health/live")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "reasons": reasons})
    assert alive.status_code == 200
    await database.close()
