"""``/v1/gaps``: what waits for events that do not come is seen until it goes on, and may be given up."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
import pytest_asyncio
from aiokafka import TopicPartition
from integration.bus.over_http import COVERT_KEY, api_of
from integration.bus.poison import hand_made, put, take_from_outbox
from integration.bus.small_service import SmallService, in_order, until
from kit.verifier import bearer

from loket_shared.bus.sweeper import Sweeper
from loket_shared.inbox.gaps import is_held_up
from loket_shared.observability import metrics

AGED = "UPDATE inbox_parked SET parked_at = parked_at - interval '1 minute'"

pytestmark = pytest.mark.asyncio


class Figure:
    """A figure that remembers its values."""

    def __init__(self) -> None:
        self.values: list[float] = []

    def set(self, value: float, _: object) -> None:
        self.values.append(value)


async def change(service: SmallService, statement: str) -> None:
    async with service.database.engine.begin() as connection:
        await connection.exec_driver_sql(statement)


async def until_parked(service: SmallService, count: int) -> None:
    async def parked() -> bool:
        return len(await service.ask("SELECT id FROM inbox_parked")) == count

    await until(parked)


@pytest_asyncio.fixture
async def service(quiet_service: SmallService) -> SmallService:
    """The small service with a forged event of a number far ahead, and one of a covert department's work."""
    await put(quiet_service, [hand_made(uuid4(), 40, b"{}"), hand_made(COVERT_KEY, 7, b"{}")])
    async with quiet_service.running():
        await until_parked(quiet_service, 2)
    await change(quiet_service, AGED)
    return quiet_service


@pytest_asyncio.fixture
async def client(service: SmallService) -> AsyncIterator[httpx.AsyncClient]:
    async with api_of(service) as client:
        yield client


async def gaps(client: httpx.AsyncClient, reader: str = "operator") -> dict[str, Any]:
    answer = await client.get("/v1/gaps", headers=bearer(reader))
    assert answer.status_code == 200
    page: dict[str, Any] = answer.json()
    return page


async def drop(client: httpx.AsyncClient, record: str, reader: str = "operator") -> httpx.Response:
    body = {"because": "Door niemand van ons verzonden"}
    return await client.post(f"/v1/parked-records/{record}/drop", json=body, headers=bearer(reader))


async def test_it_shows_what_is_missing_since_when_and_what_waits(client: httpx.AsyncClient) -> None:
    (gap,) = (await gaps(client))["items"]
    (record,) = gap["records"]
    assert (gap["reference"], gap["missingFrom"], gap["waiting"]) == ("KV-2026-000123", 1, 1)
    assert (record["sequence"], record["type"]) == (40, "nl.kennisveiligheid.questions.supplemented.v1")
    assert gap["since"] == record["parkedAt"]


async def test_it_stays_in_sight_and_in_the_figures_between_two_readings(
    client: httpx.AsyncClient, service: SmallService, monkeypatch: pytest.MonkeyPatch
) -> None:
    figure, readings = Figure(), list[TopicPartition]()
    monkeypatch.setattr(metrics, "open_gaps", figure)

    def reread(partition: TopicPartition) -> bool:
        readings.append(partition)
        return True

    sweeper = Sweeper(service.processor(), reread)
    for _ in range(3):
        await sweeper.sweep()
        assert len((await gaps(client))["items"]) == 1
    assert figure.values == [2, 2, 2]
    assert len(readings) == 2


async def test_a_dropped_record_is_gone_for_good_and_its_key_goes_on(
    client: httpx.AsyncClient, service: SmallService
) -> None:
    (gap,) = (await gaps(client))["items"]
    (record,) = gap["records"]
    answer = await drop(client, record["id"])
    assert (answer.status_code, answer.json()["outcome"]) == (200, "dropped")
    assert (await gaps(client))["items"] == []
    assert (await service.outcomes())[record["eventId"]] == "dropped"
    assert ("parked-record.dropped", record["id"], "ok") in await service.trail()
    assert (await drop(client, record["id"])).status_code == 404
    (own,) = await service.ask("SELECT content FROM audit_records WHERE action = 'parked-record.dropped'")
    assert b"niemand" not in own.content
    # The same record once more, and then the key's real events.
    await put(service, [replace(hand_made(uuid4(), 40, b"{}"), id=record["eventId"], partitionkey=gap["key"])])
    async with service.running():
        for _ in range(2):
            await service.say(UUID(gap["key"]))
        assert in_order(await service.until_done(2))
    assert (await gaps(client))["items"] == []


async def test_a_record_whose_turn_has_come_is_not_dropped(client: httpx.AsyncClient, service: SmallService) -> None:
    question = uuid4()
    for _ in range(2):
        await service.say(question)
    first, second = await take_from_outbox(service)
    async with service.running(relays=0):
        await put(service, [second])
        await until_parked(service, 3)
        await change(service, AGED)
        (record,) = next(gap for gap in (await gaps(client))["items"] if gap["key"] == str(question))["records"]
        await put(service, [first])
        await service.until_done(2)
    assert (await drop(client, record["id"])).status_code == 404
    assert in_order(await service.done())


async def test_a_covert_departments_is_its_own(client: httpx.AsyncClient) -> None:
    assert (await gaps(client))["withOwner"]["en"] == "One item is with its owner."
    page = await gaps(client, "approver/AIVD")
    (record,) = page["items"][0]["records"]
    assert page["withOwner"] is None
    never = await drop(client, str(uuid4()))
    hidden = await drop(client, record["id"])
    assert (hidden.status_code, hidden.content) == (never.status_code, never.content) == (404, never.content)
    assert (await drop(client, record["id"], "approver/AIVD")).status_code == 200
    assert (await gaps(client))["withOwner"] is None


@pytest.mark.parametrize("reader", ["asker", "front-office", "approver/EZK", "auditor"])
async def test_for_everybody_else_there_is_nothing(client: httpx.AsyncClient, reader: str) -> None:
    (gap,) = (await gaps(client))["items"]
    assert (await client.get("/v1/gaps", headers=bearer(reader))).status_code == 404
    assert (await drop(client, gap["records"][0]["id"], reader)).status_code == 404


async def test_a_reason_must_be_given(client: httpx.AsyncClient) -> None:
    (gap,) = (await gaps(client))["items"]
    address = f"/v1/parked-records/{gap['records'][0]['id']}/drop"
    for body in ({}, {"because": " "}):
        answer = await client.post(address, json=body, headers=bearer("operator"))
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "because")
    assert len((await gaps(client))["items"]) == 1


async def test_a_key_is_held_up_by_a_gap_and_by_a_dead_letter(client: httpx.AsyncClient, service: SmallService) -> None:
    (gap,) = (await gaps(client))["items"]
    refused, free = uuid4(), uuid4()
    await put(service, [hand_made(refused, 1, b"{}")])
    async with service.running():
        await service.say(free)
        (letter,) = await service.until_letters(1)
        await service.until_done(1)

    async def held_up(key: object) -> bool:
        async with service.unit_of_work() as work:
            return await is_held_up(work.session, service.group, [service.topic.name], str(key))

    assert [await held_up(key) for key in (gap["key"], refused, free)] == [True, True, False]
    await service.drop(letter.id)
    await drop(client, gap["records"][0]["id"])
    assert [await held_up(key) for key in (gap["key"], refused)] == [False, False]
