"""``GET /v1/decisions/{reference}`` as others depend on it (docs/interfaces.md#http)."""

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio
from integration.routing.over_http import over_http
from integration.routing.story import Story
from kit.personas import CLEARED, UNCLEARED, expert, holder
from kit.routing_service import RoutingService
from kit.verifier import bearer
from sqlalchemy import text

from loket_shared.principal import Role

PERSONAS = {
    "front-office": CLEARED,
    "front-office-2": UNCLEARED,
    "expert-ocw": expert("OCW"),
    "expert-bz": expert("BZ"),
    "asker": holder(Role.ASKER),
    "auditor": holder(Role.AUDITOR),
}
STORY = Story()
NEVER_GIVEN = "KV-2026-999999"


@pytest_asyncio.fixture
async def client(desk: RoutingService) -> AsyncIterator[httpx.AsyncClient]:
    await desk.hear(STORY.submitted("collaboration-institution", "Onderzoek naar fotonica.", fields=("photonics",)))
    async with over_http(desk, PERSONAS) as client:
        yield client


async def ask(client: httpx.AsyncClient, persona: str, reference: str = STORY.reference) -> httpx.Response:
    return await client.get(f"/v1/decisions/{reference}", headers=bearer(persona))


@pytest.mark.asyncio
async def test_the_decision_has_the_names_that_others_depend_on(client: httpx.AsyncClient) -> None:
    answer = await ask(client, "front-office")
    assert answer.status_code == 200
    decision = answer.json()
    assert decision.keys() >= {
        "reference",
        "lead",
        "contributors",
        "priority",
        "confidence",
        "confirmationNeeded",
        "ruleSetVersion",
        "decidedAt",
        "firedRules",
        "rejected",
        "facts",
        "history",
        "confidenceInWords",
        "leadExplained",
        "priorityExplained",
        "ranking",
        "meanings",
        "explanation",
    }
    assert {sentence["en"] for sentence in decision["explanation"]} >= {"There is nothing to confirm."}
    assert decision["askedAt"] == "2026-11-23T09:00:00Z"
    assert decision["decidedAt"] == "2026-11-23T09:01:00Z"
    assert decision["firedRules"][0].keys() == {"id", "reason", "effects"}
    assert decision["firedRules"][0]["reason"].keys() == {"nl", "en"}
    assert decision["rejected"][0].keys() == {"department", "reason"}
    assert decision["facts"][0].keys() == {"name", "value", "source"}


@pytest.mark.asyncio
@pytest.mark.parametrize("persona", ["expert-bz", "asker", "auditor"])
async def test_what_may_not_be_seen_answers_as_what_was_never_given(client: httpx.AsyncClient, persona: str) -> None:
    hidden, absent = await ask(client, persona), await ask(client, persona, NEVER_GIVEN)
    assert hidden.status_code == absent.status_code == 404
    assert hidden.text.replace(STORY.reference, "") == absent.text.replace(NEVER_GIVEN, "")
    assert hidden.headers.keys() == absent.headers.keys()


@pytest.mark.asyncio
@pytest.mark.parametrize("reference", ["KV-2026-1", "%00", "x" * 5000, "%F0%9F%A7%BF", "..%2f..", "kv-2026-000123"])
async def test_a_broken_reference_does_not_exist(client: httpx.AsyncClient, reference: str) -> None:
    assert (await ask(client, "front-office", reference)).status_code in {400, 404}


@pytest.mark.asyncio
async def test_without_a_token_nothing_is_told(client: httpx.AsyncClient) -> None:
    assert (await client.get(f"/v1/decisions/{STORY.reference}")).status_code == 401


@pytest.mark.asyncio
async def test_an_uncleared_officer_reads_no_word_of_a_covert_department(client: httpx.AsyncClient) -> None:
    seen = await ask(client, "front-office-2")
    assert seen.json()["contributors"] == ["OCW"]
    for betrayal in ("AIVD", "MIVD", "service", '"military"', "civil-technology"):
        assert betrayal not in seen.text


@pytest.mark.asyncio
async def test_who_tries_another_decision_stands_in_the_trail_whether_it_is_there_or_not(
    desk: RoutingService, client: httpx.AsyncClient
) -> None:
    for reference in (STORY.reference, NEVER_GIVEN):
        await ask(client, "expert-bz", reference)
    query = text("SELECT object FROM audit_records WHERE action = 'reading.attempted' ORDER BY position")
    async with desk.database.transaction() as session:
        found = (await (await session.connection()).execute(query)).scalars().all()
    assert found == [STORY.reference, NEVER_GIVEN]
