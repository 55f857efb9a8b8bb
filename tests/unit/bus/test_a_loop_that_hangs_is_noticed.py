"""Health: a loop that hangs or keeps failing shows, with its reason, and shows no more once it works again."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import TypeAlias

import httpx
import pytest
import pytest_asyncio
from aiokafka.errors import KafkaConnectionError, UnsupportedCodecError
from kit.memory_broker import MemoryBroker
from kit.service import sample_service
from kit.settings import ADDRESS

from loket_shared.broker.refused_connection import TopicsMissingError
from loket_shared.broker.restart import restart_on_failure
from loket_shared.http.health import operations_app
from loket_shared.observability import logs, metrics
from loket_shared.observability.tasks import LASTING_SECONDS, STALLED_SECONDS, STEADY_SECONDS, Heartbeat

Health: TypeAlias = Callable[[str], Awaitable[tuple[int, list[str]]]]


class Time:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Gauge:
    """Remembers what was measured."""

    def __init__(self) -> None:
        self.values: list[float] = []

    def set(self, value: float, attributes: dict[str, str]) -> None:
        assert attributes == {"loop": "consumer"}
        self.values.append(value)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def heartbeat(time: Time) -> Heartbeat:
    return Heartbeat("consumer", clock=time)


@pytest_asyncio.fixture
async def health(heartbeat: Heartbeat) -> AsyncIterator[Health]:
    """Ask for a page of health; its status and its body come back."""
    running = replace(sample_service().runtime, heartbeats=[Heartbeat("relay"), heartbeat])
    transport = httpx.ASGITransport(operations_app(running, ["worker"]))
    async with httpx.AsyncClient(transport=transport, base_url=ADDRESS) as client:

        async def ask(page: str) -> tuple[int, list[str]]:
            answer = await client.get(f"/health/{page}")
            return answer.status_code, answer.json().get("reasons", [])

        yield ask
    await running.database.close()


def keep_failing(heartbeat: Heartbeat, time: Time, seconds: float, reason: str, *, passing: bool) -> None:
    """Fail for so long, with a turn that goes well before every failure."""
    end = time.now + seconds
    while time.now <= end:
        heartbeat.beat()
        heartbeat.fail(reason, passing=passing)
        time.now += 0.5


@pytest.mark.asyncio
async def test_one_loop_that_hangs_is_enough(time: Time, heartbeat: Heartbeat, health: Health) -> None:
    assert await health("live") == (200, [])
    time.now += STALLED_SECONDS + 1
    assert await health("live") == (503, [])
    heartbeat.beat()
    assert await health("live") == (200, [])


@pytest.mark.asyncio
async def test_a_loop_that_fails_the_same_way_again_and_again_is_not_ready(
    time: Time, heartbeat: Heartbeat, health: Health
) -> None:
    keep_failing(heartbeat, time, LASTING_SECONDS, "UnsupportedCodecError", passing=False)
    assert await health("ready") == (503, ["consumer: UnsupportedCodecError"])
    assert (await health("live"))[0] == 200


@pytest.mark.asyncio
async def test_one_that_goes_on_failing_does_not_live(time: Time, heartbeat: Heartbeat, health: Health) -> None:
    keep_failing(heartbeat, time, STALLED_SECONDS + 1, "UnsupportedCodecError", passing=False)
    assert await health("live") == (503, [])
    assert await health("ready") == (503, ["consumer: UnsupportedCodecError"])


@pytest.mark.asyncio
async def test_one_that_waits_for_its_broker_lives(time: Time, heartbeat: Heartbeat, health: Health) -> None:
    keep_failing(heartbeat, time, 3 * STALLED_SECONDS, "KafkaConnectionError", passing=True)
    assert await health("live") == (200, [])
    assert heartbeat.problem is None


def test_a_start_or_a_new_leader_is_no_trouble(time: Time, heartbeat: Heartbeat) -> None:
    keep_failing(heartbeat, time, LASTING_SECONDS - 5, "NotCoordinatorForGroupError", passing=False)
    assert heartbeat.problem is None


def test_what_came_before_a_refusal_does_not_count_to_it(time: Time, heartbeat: Heartbeat) -> None:
    keep_failing(heartbeat, time, 10 * LASTING_SECONDS, "KafkaConnectionError", passing=True)
    keep_failing(heartbeat, time, 5, "the broker refuses this name and password", passing=False)
    assert heartbeat.problem is None


def test_it_works_again_after_a_while_without_failure(time: Time, heartbeat: Heartbeat) -> None:
    keep_failing(heartbeat, time, 2 * LASTING_SECONDS, "UnsupportedCodecError", passing=False)
    heartbeat.beat()
    assert heartbeat.problem
    time.now += STEADY_SECONDS
    heartbeat.beat()
    assert heartbeat.problem is None


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("failure", "complaint"),
    [
        (UnsupportedCodecError(), "consumer: UnsupportedCodecError"),
        (TopicsMissingError(["loket.cases"]), "consumer: topics are not there, or not for this login to see, and"),
        (KafkaConnectionError(), None),
        (TimeoutError(), None),
    ],
    ids=repr,
)
async def test_work_that_is_begun_anew_tells_why_it_was_interrupted(
    time: Time, heartbeat: Heartbeat, failure: Exception, complaint: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loket_shared.broker.restart._PAUSE_SECONDS", 0)
    stop = asyncio.Event()

    async def work() -> None:
        time.now += 1
        if time.now > 1000 + 2 * LASTING_SECONDS:
            stop.set()
        raise failure

    await restart_on_failure(work, MemoryBroker(), heartbeat, stop)
    assert (heartbeat.problem or "").startswith(complaint or "")
    assert bool(heartbeat.problem) == bool(complaint)


@pytest.mark.parametrize("passing", [True, False])
def test_the_alarm_is_raised_once_and_taken_back(
    time: Time, passing: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    gauge = Gauge()
    monkeypatch.setattr(metrics, "failing_loops", gauge)
    logs.configure("sample", "INFO")
    heartbeat = Heartbeat("consumer", clock=time)
    keep_failing(heartbeat, time, 10 * LASTING_SECONDS, "a reason", passing=passing)
    time.now += STEADY_SECONDS
    heartbeat.beat()
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["level"], line["message"], line["reason"]) for line in lines] == [
        ("warning", "loop interrupted", "a reason"),
        ("error", "loop keeps failing", "a reason"),
        ("info", "loop works again", "a reason"),
    ]
    assert gauge.values == [1, 0]
