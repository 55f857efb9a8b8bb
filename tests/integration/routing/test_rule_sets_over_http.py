"""``/v1/rule-sets``: from a copy to a set that is in force, as a program of a rule owner does it."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from integration.routing.desk import Desk, holder, officer
from integration.routing.over_http import as_persona, over_http
from integration.routing.rule_sets import APPROVER, OWNER, simulated

from loket_shared.identity.principal import Role

PERSONAS = {
    "owner": OWNER,
    "approver": APPROVER,
    "officer": officer(cleared=False),
    "asker": holder(Role.ASKER),
}
AS_OWNER = as_persona("owner")


@pytest_asyncio.fixture
async def client(desk: Desk, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with over_http(desk, tmp_path, PERSONAS) as client:
        yield client


async def copy(client: httpx.AsyncClient) -> str:
    answer = await client.post("/v1/rule-sets", json={"basedOn": "2026.1"}, headers=AS_OWNER)
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/v1/rule-sets/{answer.json()['version']}"
    return str(answer.json()["version"])


async def put_in_force(desk: Desk, client: httpx.AsyncClient, version: str) -> dict[str, object]:
    await simulated(desk, version)
    for persona, act in (("owner", "proposal"), ("approver", "approval"), ("owner", "activation")):
        answer = await client.post(f"/v1/rule-sets/{version}/{act}", json={}, headers=as_persona(persona))
        assert answer.status_code == 200, answer.text
    return dict(answer.json())


@pytest.mark.asyncio
async def test_a_copy_comes_into_force(desk: Desk, client: httpx.AsyncClient) -> None:
    scheduled = await put_in_force(desk, client, await copy(client))
    assert scheduled["state"] == "scheduled"
    desk.clock.moment = desk.clock.moment.replace(hour=12)
    states = {
        version: (await client.get(f"/v1/rule-sets/{version}", headers=as_persona("officer"))).json()["state"]
        for version in ("2026.1", "2026.2")
    }
    assert states == {"2026.1": "retired", "2026.2": "active"}


@pytest.mark.asyncio
async def test_the_list_comes_in_pages(client: httpx.AsyncClient) -> None:
    await copy(client)
    address, found = "/v1/rule-sets?limit=1", []
    while address:
        page = (await client.get(address, headers=AS_OWNER)).json()
        found += [item["version"] for item in page["items"]]
        address = f"/v1/rule-sets?limit=1&cursor={page['next']}" if page["next"] else ""
    assert found == ["2026.2", "2026.1"]


@pytest.mark.asyncio
async def test_what_names_a_country_is_refused_with_what_to_use_instead(client: httpx.AsyncClient) -> None:
    version = await copy(client)
    document = (await client.get(f"/v1/rule-sets/{version}", headers=AS_OWNER)).json()["document"]
    document["lines"][0]["when"] = {"country": "CN"}
    answer = await client.put(f"/v1/rule-sets/{version}", json={"document": document}, headers=AS_OWNER)
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["field"] == "document"
    assert "legal-regime" in error["text"]["nl"]


@pytest.mark.asyncio
async def test_a_stale_revision_is_refused(client: httpx.AsyncClient) -> None:
    version = await copy(client)
    answer = await client.put(f"/v1/rule-sets/{version}", json={"examples": [], "revision": 99}, headers=AS_OWNER)
    assert (answer.status_code, answer.json()["code"]) == (409, "stale-version")


@pytest.mark.asyncio
async def test_an_invented_question_is_tried_and_not_kept(client: httpx.AsyncClient) -> None:
    asked = {"topics": ["agreement-review"], "text": "Een fregat.", "neededBy": "2026-12-15"}
    answer = await client.post("/v1/rule-sets/2026.1/trials", json=asked, headers=as_persona("officer"))
    assert (answer.status_code, answer.json()["lead"]) == (200, "EZK")


@pytest.mark.asyncio
async def test_the_grammar_is_served(client: httpx.AsyncClient) -> None:
    schema = (await client.get("/v1/rule-set-schema", headers=AS_OWNER)).json()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.asyncio
async def test_for_an_asker_there_are_no_rule_sets(client: httpx.AsyncClient) -> None:
    for address in ("/v1/rule-sets", "/v1/rule-sets/2026.1", "/v1/rule-set-schema"):
        assert (await client.get(address, headers=as_persona("asker"))).status_code == 404
