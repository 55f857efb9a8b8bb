"""``GET /v1/rule-quality`` on real, sealed histories: who reads what of which period."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
import pytest_asyncio
from integration.routing.over_http import over_http
from integration.routing.story import Story
from kit.personas import CLEARED, expert, holder
from kit.routing_service import RoutingService
from kit.service import START
from kit.verifier import bearer
from sqlalchemy import text

from loket_routing import policy
from loket_routing.handlers import read_quality
from loket_shared.principal import Role

FIGURES = "/v1/rule-quality"
SUGGESTIONS = "/v1/rule-quality/suggestions"
PERSONAS = {
    "rule-owner": holder(Role.RULE_OWNER),
    "cleared-rule-owner": replace(holder(Role.RULE_OWNER), cleared=True),
    "operator": replace(holder(Role.OPERATOR), cleared=True),
    "front-office": CLEARED,
    "expert": expert("OCW"),
    "asker": holder(Role.ASKER),
    "auditor": holder(Role.AUDITOR),
}


@pytest_asyncio.fixture
async def client(desk: RoutingService) -> AsyncIterator[httpx.AsyncClient]:
    async with over_http(desk, PERSONAS) as client:
        yield client


async def seen(client: httpx.AsyncClient, persona: str = "rule-owner", **asked: str) -> dict[str, Any]:
    answer = await client.get(FIGURES, params=asked, headers=bearer(persona))
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def rule(figures: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in figures["rules"] if each["id"] == name)


async def past(desk: RoutingService) -> None:
    """Three questions: one left as it was, one changed by hand, one confirmed."""
    left, changed, confirmed = (Story(f"KV-2026-00010{number}") for number in range(3))
    await desk.hear(left.submitted("collaboration-institution"))
    await desk.hear(
        changed.submitted("collaboration-institution", fields=("photonics",)), changed.rerouted("BZ", "OCW", "MIVD")
    )
    await desk.hear(confirmed.submitted("other"), confirmed.confirmed("RVO"))


@pytest.mark.asyncio
async def test_the_owner_reads_what_fired_and_what_became_of_it(
    desk: RoutingService, client: httpx.AsyncClient
) -> None:
    await past(desk)
    figures = await seen(client)
    assert (figures["from"], figures["until"], figures["complete"]) == ("2025-11-24", "2026-11-23", True)
    assert (figures["questions"], figures["overridden"], figures["confirmed"]) == (3, 1, 1)
    technology = rule(figures, "3-technology")
    assert (technology["fired"], technology["overridden"], technology["confirmedShare"]) == (1, 1, 0.0)
    assert technology["into"][0]["change"]["leadAfter"] == "BZ"
    assert technology["into"][0]["change"]["comesIn"] == ["BZ"]
    assert rule(figures, "3-plain")["overridden"] == 0
    assert rule(figures, "4-lead")["fired"] == 0
    assert rule(figures, "11-other")["confirmedShare"] == 1.0


@pytest.mark.asyncio
@pytest.mark.parametrize("persona", ["rule-owner", "operator"])
async def test_nothing_tells_of_covert_departments(
    desk: RoutingService, client: httpx.AsyncClient, persona: str
) -> None:
    await past(desk)
    told = (await client.get(FIGURES, headers=bearer(persona))).text
    for betrayal in ("AIVD", "MIVD", "-service", '"military"', "civil-technology", "Een reden."):
        assert betrayal not in told


@pytest.mark.asyncio
async def test_an_owner_who_is_cleared_reads_of_them(desk: RoutingService, client: httpx.AsyncClient) -> None:
    await past(desk)
    figures = await seen(client, "cleared-rule-owner")
    assert rule(figures, "3-service")["fired"] == 1
    assert rule(figures, "3-service")["into"][0]["change"]["comesIn"] == ["BZ", "MIVD"]


@pytest.mark.asyncio
@pytest.mark.parametrize("address", [FIGURES, SUGGESTIONS])
@pytest.mark.parametrize("persona", ["front-office", "expert", "asker", "auditor"])
async def test_for_others_there_are_no_figures(client: httpx.AsyncClient, persona: str, address: str) -> None:
    assert (await client.get(address, headers=bearer(persona))).status_code == 404


@pytest.mark.asyncio
async def test_a_question_counts_on_the_dutch_day_on_which_it_was_asked(
    desk: RoutingService, client: httpx.AsyncClient
) -> None:
    late = (
        Story().submitted("sanctions").model_copy(update={"submitted_at": datetime(2026, 11, 22, 23, 30, tzinfo=UTC)})
    )
    await desk.hear(late)
    assert (await seen(client, **{"from": "2026-11-23"}))["questions"] == 1
    assert (await seen(client, until="2026-11-22"))["questions"] == 0


@pytest.mark.asyncio
async def test_a_period_that_cannot_be_is_refused(client: httpx.AsyncClient) -> None:
    asked = {"from": "2026-11-02", "until": "2026-11-01"}
    answer = await client.get(FIGURES, params=asked, headers=bearer("rule-owner"))
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == ["until"]
    assert (await client.get(FIGURES, params={"from": "x"}, headers=bearer("rule-owner"))).status_code == 400
    everything = await seen(client, **{"from": "0001-01-01", "until": "9999-12-31"})
    assert (everything["from"], everything["until"]) == ("2022-01-31", "2026-11-23")


@pytest.mark.asyncio
async def test_what_was_erased_is_counted_no_more(desk: RoutingService, client: httpx.AsyncClient) -> None:
    story = Story("KV-2026-000300")
    await past(desk)
    await desk.hear(story.submitted("sanctions"))
    desk.keys.destroy(story.question_id)
    assert (await seen(client))["questions"] == 3
    await desk.hear(story.erased())
    assert (await seen(client))["questions"] == 3


@pytest.mark.asyncio
async def test_the_newest_count_where_there_are_too_many(
    desk: RoutingService, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        story = Story(f"KV-2026-00040{number}")
        asked = story.submitted("other" if number else "sanctions")
        await desk.hear(asked.model_copy(update={"submitted_at": START + timedelta(minutes=number)}))
    monkeypatch.setattr(read_quality, "MOST_QUESTIONS", 4)
    monkeypatch.setattr(read_quality, "_AT_ONCE", 3)
    figures = await seen(client)
    assert (figures["questions"], figures["complete"]) == (4, False)
    assert [topic["topic"] for topic in figures["topics"]] == ["other"]


@pytest.mark.asyncio
async def test_reading_the_figures_is_audited(desk: RoutingService, client: httpx.AsyncClient) -> None:
    await seen(client, **{"from": "2026-11-01", "until": "2026-11-20"})
    async with desk.database.transaction() as session:
        connection = await session.connection()
        rows = (await connection.execute(text("SELECT action, object FROM audit_records"))).all()
    assert [tuple(row) for row in rows] == [("rule-quality.read", "2026-11-01/2026-11-20")]


@pytest.mark.asyncio
async def test_suggestions_come_as_json_or_as_a_table(
    desk: RoutingService, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    eager = policy.thresholds().model_copy(update={"least_cases": 1, "least_questions": 1})
    monkeypatch.setattr(read_quality, "thresholds", lambda: eager)
    await past(desk)
    usual = await client.get(SUGGESTIONS, headers=bearer("rule-owner"))
    table = await client.get(SUGGESTIONS, headers={**bearer("rule-owner"), "Accept": "text/csv, */*;q=0.1"})
    assert table.headers["content-type"].startswith("text/csv; header=present")
    assert "recalibration-2025-11-24-2026-11-23.csv" in table.headers["content-disposition"]
    items = usual.json()["items"]
    assert {"rule-often-overridden", "rule-never-fired", "topic-undirected"} <= {each["kind"] for each in items}
    assert len(table.text.split("\r\n")) == len(items) + 2
    assert items == (await seen(client))["suggestions"]
    assert "IVD" not in usual.text + table.text


@pytest.mark.asyncio
async def test_a_rule_set_that_cannot_be_read_is_said_to_be_so(desk: RoutingService, client: httpx.AsyncClient) -> None:
    async with desk.unit_of_work() as work:
        await work.driver.execute("UPDATE rule_sets SET document = '{}', digest = 'other'")
    answer = await client.get(FIGURES, headers=bearer("rule-owner"))
    assert (answer.status_code, answer.json()["code"]) == (409, "rule-set-unreadable")
