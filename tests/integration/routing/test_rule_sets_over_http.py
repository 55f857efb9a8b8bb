"""``/v1/rule-sets``: from a copy to a set that is in force, as a program of a rule owner does it."""

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from integration.routing.over_http import over_http
from integration.routing.rule_sets import simulated
from kit.personas import APPROVING_OWNER, CLEARED, RULE_OWNER, UNCLEARED, expert, holder
from kit.routing_service import RoutingService
from kit.verifier import bearer

from loket_shared.principal import Role

PERSONAS = {
    "owner": RULE_OWNER,
    "approver": APPROVING_OWNER,
    "officer": UNCLEARED,
    "cleared-officer": CLEARED,
    "service": expert("AIVD"),
    "operator": holder(Role.OPERATOR),
    "auditor": holder(Role.AUDITOR),
    "asker": holder(Role.ASKER),
}
AS_OWNER = bearer("owner")
SEE_IT_WHOLE = ("owner", "approver", "cleared-officer")
NOBODY = {"lead": "EZK", "contributors": ["OCW"]}
SEE_A_PART = ("officer", "service", "operator", "auditor")
FREGAT = {"topics": ["agreement-review"], "text": "Een fregat.", "neededBy": "2026-12-15"}


@pytest_asyncio.fixture
async def client(desk: RoutingService) -> AsyncIterator[httpx.AsyncClient]:
    async with over_http(desk, PERSONAS) as client:
        yield client


async def copy(client: httpx.AsyncClient) -> str:
    answer = await client.post("/v1/rule-sets", json={"basedOn": "2026.1"}, headers=AS_OWNER)
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/v1/rule-sets/{answer.json()['version']}"
    return str(answer.json()["version"])


async def put_in_force(desk: RoutingService, client: httpx.AsyncClient, version: str) -> dict[str, object]:
    await simulated(desk, version)
    for persona, act in (("owner", "proposal"), ("approver", "approval"), ("owner", "activation")):
        body = {"reason": "Omdat de MIVD."} if act != "proposal" else {}
        answer = await client.post(f"/v1/rule-sets/{version}/{act}", json=body, headers=bearer(persona))
        assert answer.status_code == 200, answer.text
    return dict(answer.json())


@pytest.mark.asyncio
async def test_a_copy_comes_into_force(desk: RoutingService, client: httpx.AsyncClient) -> None:
    scheduled = await put_in_force(desk, client, await copy(client))
    assert scheduled["state"] == "scheduled"
    desk.clock.moment = desk.clock.moment.replace(hour=12)
    states = {
        version: (await client.get(f"/v1/rule-sets/{version}", headers=bearer("officer"))).json()["state"]
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
@pytest.mark.parametrize("reader", SEE_IT_WHOLE)
async def test_an_invented_question_is_tried_and_not_kept(client: httpx.AsyncClient, reader: str) -> None:
    answer = await client.post("/v1/rule-sets/2026.1/trials", json=FREGAT, headers=bearer(reader))
    assert (answer.status_code, answer.json()["lead"]) == (200, "EZK")
    assert "MIVD" in answer.json()["contributors"]


@pytest.mark.asyncio
@pytest.mark.parametrize("version", ["2026.1", "1999.1"])
@pytest.mark.parametrize(("reader", "status"), [*((reader, 403) for reader in SEE_A_PART), ("asker", 404)])
async def test_nobody_else_may_try_one(client: httpx.AsyncClient, reader: str, status: int, version: str) -> None:
    answer = await client.post(f"/v1/rule-sets/{version}/trials", json=FREGAT, headers=bearer(reader))
    assert answer.status_code == status


@pytest.mark.asyncio
async def test_others_see_of_a_rule_set_what_betrays_no_service(
    desk: RoutingService, client: httpx.AsyncClient
) -> None:
    version = await copy(client)
    examples = [{**FREGAT, "expect": {"lead": "EZK", "contributors": ["OCW", "MIVD"]}}, {**FREGAT, "expect": NOBODY}]
    saved = await client.put(f"/v1/rule-sets/{version}", json={"examples": examples}, headers=AS_OWNER)
    assert saved.json()["failingExamples"] == 1
    await put_in_force(desk, client, version)
    whole = [await everything_about(client, version, reader) for reader in SEE_IT_WHOLE]
    parts = [await everything_about(client, version, reader) for reader in SEE_A_PART]
    assert all("AIVD" in told and "Omdat de MIVD." in told for told in whole)
    assert [word for word in ("AIVD", "MIVD", "by-technology", "discreet") for told in parts if word in told] == []
    assert len(set(whole)) == len(set(parts)) == 1
    (listed, *_) = (await client.get("/v1/rule-sets", headers=bearer("officer"))).json()["items"]
    assert (listed["version"], listed["failingExamples"]) == (version, 0)


@pytest.mark.asyncio
async def test_what_this_release_cannot_read_is_there_only_for_who_sees_it_whole(
    desk: RoutingService, client: httpx.AsyncClient
) -> None:
    version = await copy(client)
    async with desk.unit_of_work() as work:
        spoil = "UPDATE rule_sets SET document = '{\"services\": [\"AIVD\"]}', digest = 'x' WHERE version = $1"
        await work.driver.execute(spoil, version)
    address = f"/v1/rule-sets/{version}"
    documents = [
        (await client.get(address, headers=bearer(reader))).json()["document"] for reader in ("owner", "officer")
    ]
    assert documents == [{"services": ["AIVD"]}, {}]


async def everything_about(client: httpx.AsyncClient, version: str, reader: str) -> str:
    """Return the texts that ``reader`` reads about a rule set and in the list of all."""
    addresses = (f"/v1/rule-sets/{version}", "/v1/rule-sets/2026.1", "/v1/rule-sets")
    return "".join([(await client.get(address, headers=bearer(reader))).text for address in addresses])


@pytest.mark.asyncio
async def test_the_grammar_is_served(client: httpx.AsyncClient) -> None:
    schema = (await client.get("/v1/rule-set-schema", headers=AS_OWNER)).json()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.asyncio
async def test_for_an_asker_there_are_no_rule_sets(client: httpx.AsyncClient) -> None:
    for address in ("/v1/rule-sets", "/v1/rule-sets/2026.1", "/v1/rule-set-schema"):
        assert (await client.get(address, headers=bearer("asker"))).status_code == 404
