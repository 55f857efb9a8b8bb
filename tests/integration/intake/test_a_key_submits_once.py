"""``Idempotency-Key``: unique per client, subject and key, for 24 hours."""

import asyncio
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from kit.intake_service import QUESTION, IntakeService

from loket_shared.service.loops import run_key_sweeper


async def submit(desk: IntakeService, name: str = "asker", key: str = "k-1", **changes: object) -> httpx.Response:
    """Submit under a key."""
    async with desk.as_(name) as client:
        return await client.post("/v1/questions", json=QUESTION | changes, headers={"Idempotency-Key": key})


@pytest.mark.asyncio
async def test_the_same_request_again_gets_the_same_answer(desk: IntakeService) -> None:
    first, second = await submit(desk), await submit(desk)
    assert (second.status_code, second.json()) == (201, first.json())
    assert len(await desk.published(first.json()["reference"])) == 1


@pytest.mark.asyncio
async def test_requests_at_the_same_moment_submit_once(desk: IntakeService) -> None:
    answers = await asyncio.gather(*(submit(desk) for _ in range(4)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["reference"] for answer in answers}) == 1


@pytest.mark.asyncio
async def test_another_body_under_the_key_is_refused(desk: IntakeService) -> None:
    await submit(desk)
    answer = await submit(desk, subject="Iets anders")
    assert answer.status_code == 422
    assert answer.json()["code"] == "idempotency-key-reused"


@pytest.mark.asyncio
@pytest.mark.parametrize(("name", "key"), [("colleague", "k-1"), ("asker", "k-2")])
async def test_another_person_or_key_is_another_question(desk: IntakeService, name: str, key: str) -> None:
    first, second = await submit(desk), await submit(desk, name, key)
    assert first.json()["reference"] != second.json()["reference"]


@pytest.mark.asyncio
async def test_after_a_day_the_key_is_free_again(desk: IntakeService) -> None:
    first = await submit(desk)
    desk.clock.moment += timedelta(hours=24)
    second = await submit(desk, subject="Iets anders")
    assert second.status_code == 201
    assert second.json()["reference"] != first.json()["reference"]


@pytest.mark.asyncio
async def test_a_refused_request_leaves_the_key_free(desk: IntakeService) -> None:
    refused = await submit(desk, neededBy="2026-11-01")
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "neededBy")
    assert (await submit(desk)).status_code == 201


@pytest.mark.asyncio
async def test_a_repeat_after_the_day_of_need_has_passed_gets_the_same_answer(desk: IntakeService) -> None:
    desk.clock.moment = datetime(2026, 11, 23, 22, 59, tzinfo=UTC)  # a minute before midnight at the desk
    first = await submit(desk, neededBy="2026-11-23")
    desk.clock.moment += timedelta(minutes=2)
    second = await submit(desk, neededBy="2026-11-23")
    assert (first.status_code, second.status_code, second.json()) == (201, 201, first.json())
    assert (await submit(desk, key="k-2", neededBy="2026-11-23")).status_code == 400


@pytest.mark.asyncio
async def test_a_key_whose_time_is_over_is_swept(desk: IntakeService) -> None:
    await submit(desk)
    desk.clock.moment += timedelta(hours=23)
    await submit(desk, key="k-2")
    desk.clock.moment += timedelta(hours=1)
    sweeping = asyncio.create_task(run_key_sweeper(desk.runtime))
    async with asyncio.timeout(10):
        while await keys_left(desk) > 1:
            await asyncio.sleep(0.05)
    sweeping.cancel()
    assert await keys_left(desk) == 1


async def keys_left(desk: IntakeService) -> int:
    async with desk.unit_of_work() as work:
        left: int = await work.driver.fetchval("SELECT count(*) FROM idempotency_keys")
    return left
