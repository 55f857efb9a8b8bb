"""What an owner of rules does under an ``Idempotency-Key``, or sends twice on a page, is done once."""

import asyncio
from collections.abc import AsyncIterator
from html import unescape
from typing import Any

import httpx
import pytest
import pytest_asyncio
from integration.routing.over_http import over_http
from integration.routing.rule_sets import draft, simulated
from integration.routing.test_a_step_leaves_what_was_typed_elsewhere import window_of
from kit.form_fields import fields_on
from kit.personas import APPROVING_OWNER, RULE_OWNER
from kit.routing_service import RoutingService

PERSONAS = {"owner": RULE_OWNER, "approver": APPROVING_OWNER}
SETS = "/regelsets"


@pytest_asyncio.fixture
async def client(desk: RoutingService) -> AsyncIterator[httpx.AsyncClient]:
    async with over_http(desk, PERSONAS) as client:
        yield client


async def call(
    client: httpx.AsyncClient, method: str, path: str, body: Any = None, key: str = "k", who: str = "owner"
) -> httpx.Response:
    """Make a call under a key."""
    headers = {"Authorization": f"Bearer {who}", "Idempotency-Key": key}
    return await client.request(method, path, json=body, headers=headers)


async def rule_sets(desk: RoutingService) -> int:
    async with desk.unit_of_work() as work:
        return int(await work.driver.fetchval("SELECT count(*) FROM rule_sets"))


async def steps_taken(desk: RoutingService) -> int:
    async with desk.unit_of_work() as work:
        return int(await work.driver.fetchval("SELECT count(*) FROM rule_set_steps"))


async def form_key(window: httpx.AsyncClient, path: str, name: str = "form_key") -> str:
    """Return the first form key on a page."""
    page = (await window.get(path)).text
    return page.split(f'name="{name}" value="', 1)[1].split('"', 1)[0]


@pytest.mark.asyncio
async def test_at_the_same_moment_one_draft_is_begun(desk: RoutingService, client: httpx.AsyncClient) -> None:
    before, body = await rule_sets(desk), {"basedOn": "2026.1"}
    answers = await asyncio.gather(*[call(client, "POST", "/v1/rule-sets", body) for _ in range(3)])
    assert {(answer.status_code, answer.headers.get("location")) for answer in answers} == {
        (201, "/v1/rule-sets/2026.2")
    }
    assert await rule_sets(desk) == before + 1
    reused = await call(client, "POST", "/v1/rule-sets", {"basedOn": "2026.2"})
    assert (reused.status_code, reused.json()["code"]) == (422, "idempotency-key-reused")
    assert (await call(client, "POST", "/v1/rule-sets", body, "l")).headers["location"] == "/v1/rule-sets/2026.3"


@pytest.mark.asyncio
async def test_each_step_of_a_rule_set_is_taken_once(desk: RoutingService, client: httpx.AsyncClient) -> None:
    version = await draft(desk)
    here = f"/v1/rule-sets/{version}"
    revision = (await call(client, "GET", here)).json()["revision"]
    steps: tuple[tuple[str, str, str, Any], ...] = (
        ("owner", "PUT", here, {"examples": [], "revision": revision}),
        ("owner", "POST", f"{here}/proposal", {}),
        ("approver", "POST", f"{here}/return", {"remark": "Korter."}),
        ("owner", "POST", f"{here}/proposal", {}),
        ("approver", "POST", f"{here}/approval", {"reason": "Goed."}),
        ("owner", "POST", f"{here}/activation", {"from": "2027-03-01T09:00:00+01:00", "reason": "Nu."}),
        ("owner", "POST", f"{here}/cancellation", {}),
    )
    for number, (who, method, path, body) in enumerate(steps):
        if number in (1, 3):
            await simulated(desk, version)
        first = await call(client, method, path, body, f"k{number}", who)
        assert first.status_code == 200, (path, first.text)
        taken = await steps_taken(desk)
        second = await call(client, method, path, body, f"k{number}", who)
        assert (second.status_code, second.json()) == (200, first.json()), path
        assert await steps_taken(desk) == taken
    unwanted = f"/v1/rule-sets/{await draft(desk)}"
    gone = [await call(client, "DELETE", unwanted, key="d") for _ in range(2)]
    assert [answer.status_code for answer in gone] == [200, 200], gone[1].text


@pytest.mark.asyncio
async def test_a_simulation_is_ordered_and_cancelled_once(desk: RoutingService, client: httpx.AsyncClient) -> None:
    body = {"ruleSet": await draft(desk)}
    ordered = await asyncio.gather(*[call(client, "POST", "/v1/simulations", body) for _ in range(3)])
    assert {answer.status_code for answer in ordered} == {201}, ordered[0].text
    (here,) = {answer.headers["location"] for answer in ordered}
    cancelled = [await call(client, "POST", f"{here}/cancellation", key="c") for _ in range(2)]
    assert [answer.status_code for answer in cancelled] == [200, 200], cancelled[1].text


@pytest.mark.asyncio
async def test_a_double_click_begins_one_copy_and_one_simulation(desk: RoutingService) -> None:
    version, before = await draft(desk), await rule_sets(desk)
    async with window_of(desk, RULE_OWNER) as window:
        csrf = await form_key(window, SETS, "csrf_token")
        sent = {"csrf_token": csrf, "form_key": await form_key(window, SETS), "basedOn": version}
        copies = await asyncio.gather(*[window.post(SETS, data=sent) for _ in range(3)])
        assert len({answer.headers["location"] for answer in copies}) == 1
        assert await rule_sets(desk) == before + 1
        order = {**sent, "form_key": await form_key(window, f"{SETS}/{version}"), "ruleSet": version}
        ordered = [await window.post("/simulaties", data=order) for _ in range(2)]
        (there,) = {answer.headers["location"] for answer in ordered}
        cancel = {"csrf_token": csrf, "form_key": await form_key(window, there)}
        cancelled = [await window.post(there, data=cancel) for _ in range(2)]
    assert [answer.status_code for answer in cancelled] == [303, 303]


@pytest.mark.asyncio
async def test_a_part_is_removed_once_and_the_second_click_is_not_lost(desk: RoutingService) -> None:
    version = await draft(desk)
    async with window_of(desk, RULE_OWNER) as window:
        path = f"{SETS}/{version}/voorbeelden"
        page = unescape((await window.get(path)).text)
        removal = {**fields_on(page, "document"), "act": "remove-1"}
        taken = await steps_taken(desk)
        went = [await window.post(path, data=removal) for _ in range(2)]
        assert [answer.headers.get("location") for answer in went] == [f"{path}?gedaan=remove-1"] * 2
    assert await steps_taken(desk) == taken + 1
