"""``/v1/dead-letters``: who sees what, and what can be done (docs/interfaces.md#http)."""

from collections.abc import AsyncIterator
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio
from integration.bus.over_http import COVERT_KEY, api_of
from integration.bus.poison import hand_made, put
from integration.bus.small_service import SmallService
from kit.verifier import bearer

pytestmark = pytest.mark.asyncio

LETTERS = "/v1/dead-letters"


@pytest_asyncio.fixture
async def client(quiet_service: SmallService) -> AsyncIterator[httpx.AsyncClient]:
    """Two open questions' dead letters and one about a covert department's work."""
    await put(quiet_service, [hand_made(key, 1, b"{}") for key in (uuid4(), COVERT_KEY, uuid4())])
    async with quiet_service.running():
        await quiet_service.until_letters(3)
    async with api_of(quiet_service) as client:
        yield client


async def listed(client: httpx.AsyncClient, token: str, query: str = "") -> httpx.Response:
    return await client.get(LETTERS + query, headers=bearer(token))


async def test_the_operator_sees_all_but_a_covert_departments(client: httpx.AsyncClient) -> None:
    page = (await listed(client, "operator")).json()
    assert len(page["items"]) == 2
    assert page["withOwner"]["en"] == "One item is with its owner."
    assert str(COVERT_KEY) not in str(page)


async def test_its_own_approver_sees_that_one_only(client: httpx.AsyncClient) -> None:
    page = (await listed(client, "approver/AIVD")).json()
    assert len(page["items"]) == 1
    assert page["withOwner"] is None
    assert (await listed(client, "approver/MIVD")).json()["items"] == []


@pytest.mark.parametrize("token", ["asker", "front-office", "approver/EZK", "expert/AIVD", "auditor", "system"])
async def test_for_everybody_else_there_is_nothing(client: httpx.AsyncClient, token: str) -> None:
    (letter, *_) = (await listed(client, "operator")).json()["items"]
    for answer in (
        await listed(client, token),
        await client.get(f"{LETTERS}/{letter['id']}", headers=bearer(token)),
        await client.post(f"{LETTERS}/{letter['id']}/drop", headers=bearer(token)),
    ):
        assert answer.status_code == 404


async def test_what_is_not_the_readers_is_as_what_never_was(client: httpx.AsyncClient) -> None:
    (hidden,) = (await listed(client, "approver/AIVD")).json()["items"]
    answers = [
        await client.post(f"{LETTERS}/{letter}/{act}", headers=bearer("operator"))
        for letter in (hidden["id"], uuid4())
        for act in ("replay", "drop")
    ]
    bodies = [{name: value for name, value in answer.json().items() if name != "instance"} for answer in answers]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert all(body == bodies[0] for body in bodies)


async def test_who_decides_on_a_departments_own_letter_is_known_by_it_nowhere_else(
    client: httpx.AsyncClient, quiet_service: SmallService
) -> None:
    """Only a covert department has letters of its own."""
    (own,) = (await listed(client, "approver/AIVD")).json()["items"]
    (other, *_) = (await listed(client, "operator")).json()["items"]
    for letter, persona in ((own, "approver/AIVD"), (other, "operator")):
        await client.post(f"{LETTERS}/{letter['id']}/drop", headers=bearer(persona))
    rows = await quiet_service.ask("SELECT actor FROM audit_records ORDER BY position")
    assert [row[0].split()[0] for row in rows] == ["approver", "operator"]
    assert len(rows[0][0].split()) == 2


async def test_pages_follow_each_other(client: httpx.AsyncClient) -> None:
    first = (await listed(client, "operator", "?limit=1")).json()
    second = (await listed(client, "operator", f"?limit=1&cursor={first['next']}")).json()
    assert first["items"] != second["items"]
    assert second["next"] is None
    assert (await listed(client, "operator", "?cursor=bm9uc2Vuc2U")).status_code == 400


async def test_a_decision_is_carried_out_and_audited(client: httpx.AsyncClient, quiet_service: SmallService) -> None:
    letter, other = (await listed(client, "operator")).json()["items"]
    dropped = await client.post(f"{LETTERS}/{letter['id']}/drop", headers=bearer("operator"))
    assert (dropped.status_code, dropped.json()["state"]) == (200, "dropped")
    again = await client.post(f"{LETTERS}/{letter['id']}/drop", headers=bearer("operator"))
    assert again.status_code == 409
    replayed = await client.post(f"{LETTERS}/{other['id']}/replay", headers=bearer("operator"))
    assert (replayed.status_code, replayed.json()["state"]) == (200, "open")
    assert await quiet_service.trail() == [
        ("dead-letter.dropped", letter["id"], "ok"),
        ("dead-letter.dropped", letter["id"], "refused"),
        ("dead-letter.replayed", other["id"], "failed"),
    ]
    gone = (await listed(client, "operator", "?state=dropped")).json()
    assert [item["id"] for item in gone["items"]] == [letter["id"]]
