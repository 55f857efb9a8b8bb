"""Readiness: what keeps a service from its work is named."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from kit.service import sample_service
from unit.bus.records import received

from loket_shared.bus.retry import TRIES_OF_A_COINCIDENCE, FailureLog, RetryLaterError, RetryLimits
from loket_shared.http.health import liveness_of, readiness_of


def untroubled() -> FailureLog:
    return FailureLog(RetryLimits())


def paused() -> FailureLog:
    log = FailureLog(RetryLimits())
    for number in range(RetryLimits().keys):
        for _ in range(TRIES_OF_A_COINCIDENCE):
            with pytest.raises(RetryLaterError):
                log.failed(received(number), KeyError())
    return log


@pytest.mark.asyncio
@pytest.mark.parametrize(("failures", "consumer"), [(untroubled, "ok"), (paused, "paused")])
async def test_a_consumer_that_pauses_is_alive_and_not_ready(failures: Callable[[], FailureLog], consumer: str) -> None:
    running = replace(sample_service().runtime, failures=failures())
    health = await readiness_of(running, ["worker"])
    assert (health.checks["consumer"], health.checks["database"]) == (consumer, "unreachable")
    assert liveness_of(running).ready
    await running.database.close()
