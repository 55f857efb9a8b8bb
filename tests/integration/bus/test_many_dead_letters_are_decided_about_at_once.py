"""Dead letters in bulk: by id, by reason and type, or all; each one seen, tried and audited by itself."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
import pytest_asyncio
from integration.bus.over_http import COVERT_KEY, api_of
from integration.bus.poison import hand_made, put
from integration.bus.small_service import SmallService, in_order, until
from kit.verifier import bearer

from loket_shared.bus.handlers import Incoming
from loket_shared.failures import PermanentError

pytestmark = pytest.mark.asyncio

LETTERS = "/v1/dead-letters"
KEYS = [UUID(int=number) for number in range(1, 6)]
UNHEARD = "nl.kennisveiligheid.questions.unheard-of.v1"


class RefusedError(PermanentError):
    """The error with which the handler refuses everything."""


async def refuse(_: Incoming[Any]) -> None:
    raise RefusedError


@pytest_asyncio.fixture
async def client(quiet_service: SmallService) -> AsyncIterator[httpx.AsyncClient]:
    """Five refused events with one behind each, a covert department's too, and two that nobody knows the type of."""
    service = quiet_service
    service.trouble = refuse
    async with service.running():
        for key in (*KEYS, COVERT_KEY):
            await service.say(key)
            await service.say(key)
        await put(service, [hand_made(uuid4(), 1, b"{}", UNHEARD) for _ in range(2)])
        await service.until_letters(8)

        async def all_parked() -> bool:
            return list((await service.outcomes()).values()).count("parked") == 6

        await until(all_parked)
    service.trouble = None
    async with api_of(service) as client:
        yield client


async def send(
    client: httpx.AsyncClient, act: str, body: dict[str, Any], reader: str = "operator", query: str = ""
) -> httpx.Response:
    return await client.post(f"{LETTERS}/{act}{query}", json=body, headers=bearer(reader))


async def letters(client: httpx.AsyncClient, query: str = "") -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await client.get(LETTERS + query, headers=bearer("operator"))).json()["items"]
    return items


def outcomes(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [item["outcome"] for item in answer.json()["items"]]


async def test_each_tells_how_many_wait_behind_it(client: httpx.AsyncClient) -> None:
    waiting = {item["reason"]: item["waiting"] for item in await letters(client)}
    assert waiting == {"refused": 1, "unknown-type": 0}


async def test_all_of_one_reason_are_handled_and_then_what_waited(
    client: httpx.AsyncClient, quiet_service: SmallService
) -> None:
    answer = await send(client, "replay", {"reason": "refused"})
    assert outcomes(answer) == ["replayed"] * 5
    assert answer.json()["next"] is None
    done = await quiet_service.done()
    assert len(done) == 10
    assert in_order(done)
    assert {item["reason"] for item in await letters(client)} == {"unknown-type"}
    tried = [(action, result) for action, _, result in await quiet_service.trail()]
    assert tried == [("dead-letter.replayed", "ok")] * 5


async def test_a_type_narrows_the_choice(client: httpx.AsyncClient) -> None:
    assert outcomes(await send(client, "replay", {"reason": "refused", "type": UNHEARD})) == []
    assert outcomes(await send(client, "replay", {"type": UNHEARD})) == ["failed"] * 2


async def test_one_that_fails_again_keeps_no_other_from_being_tried(
    client: httpx.AsyncClient, quiet_service: SmallService
) -> None:
    async def refuse_the_third(incoming: Incoming[Any]) -> None:
        if incoming.event.key == KEYS[2]:
            raise RefusedError

    quiet_service.trouble = refuse_the_third
    assert sorted(outcomes(await send(client, "replay", {"all": True}))) == ["failed"] * 3 + ["replayed"] * 4
    assert len(await letters(client)) == 3


async def test_pages_go_on_where_the_last_ended_and_try_nothing_twice(client: httpx.AsyncClient) -> None:
    seen, query = list[str](), "?limit=2"
    while query:
        answer = await send(client, "replay", {"all": True}, query=query)
        seen += [item["id"] for item in answer.json()["items"]]
        assert len(outcomes(answer)) <= 2
        query = f"?limit=2&cursor={answer.json()['next']}" if answer.json()["next"] else ""
    assert len(seen) == len(set(seen)) == 7


async def test_given_up_they_let_the_rest_go_on_and_the_reason_is_kept_sealed(
    client: httpx.AsyncClient, quiet_service: SmallService
) -> None:
    chosen = [item["id"] for item in await letters(client) if item["reason"] == "refused"][:2]
    answer = await send(client, "drop", {"ids": chosen, "because": "Dubbel aangeleverd door een proef"})
    assert outcomes(answer) == ["dropped"] * 2
    assert [effect.sequence for effect in await quiet_service.done()] == [2, 2]
    rows = await quiet_service.ask("SELECT * FROM audit_records WHERE action = 'dead-letter.dropped'")
    assert len(rows) == 2
    assert all(row.content for row in rows)
    assert "aangeleverd" not in repr(rows)


async def test_what_is_not_the_readers_is_as_what_never_was(client: httpx.AsyncClient) -> None:
    (hidden,) = (await client.get(LETTERS, headers=bearer("approver/AIVD"))).json()["items"]
    answer = await send(client, "replay", {"ids": [hidden["id"], str(uuid4())]})
    assert outcomes(answer) == ["not-found"] * 2
    assert outcomes(await send(client, "replay", {"all": True})) != []
    assert outcomes(await send(client, "replay", {"all": True}, "approver/AIVD")) == ["replayed"]


@pytest.mark.parametrize("token", ["asker", "front-office", "approver/EZK", "auditor"])
async def test_for_everybody_else_there_is_nothing(client: httpx.AsyncClient, token: str) -> None:
    for act, body in (("replay", {"all": True}), ("drop", {"all": True, "because": "x"}), ("replay", {})):
        assert (await send(client, act, body, token)).status_code == 404
    assert len(await letters(client)) == 7


@pytest.mark.parametrize(
    ("act", "body"),
    [
        ("replay", {}),
        ("replay", {"ids": []}),
        ("replay", {"all": False}),
        ("replay", {"all": True, "reason": "refused"}),
        ("replay", {"ids": [str(uuid4())], "type": UNHEARD}),
        ("replay", {"reasn": "refused", "all": True}),
        ("replay", {"ids": ["none"]}),
        ("drop", {"all": True}),
        ("drop", {"all": True, "because": "  "}),
    ],
)
async def test_a_choice_that_is_not_clear_changes_nothing(
    client: httpx.AsyncClient, act: str, body: dict[str, Any]
) -> None:
    answer = await send(client, act, body)
    assert answer.status_code == 400
    assert answer.json()["errors"]
    assert len(await letters(client)) == 7
