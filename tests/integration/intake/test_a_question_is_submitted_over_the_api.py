"""``POST /v1/questions``, and what is seen of the question afterwards."""

from datetime import timedelta

import pytest
from kit.intake_service import QUESTION, IntakeService


@pytest.mark.asyncio
async def test_the_asker_gets_a_reference_and_a_promise(desk: IntakeService) -> None:
    async with desk.as_("asker") as client:
        answer = await client.post("/v1/questions", json=QUESTION)
    body = answer.json()
    assert answer.status_code == 201
    assert body["reference"] == "KV-2026-000001"
    assert answer.headers["location"] == "/v1/questions/KV-2026-000001"
    assert body["status"] == "received"
    assert body["promise"]["due"] == "2026-11-25T09:00:00Z"
    assert body["promise"]["text"]["nl"] == (
        "U krijgt uiterlijk woensdag 25 november 2026 om 10:00 uur een eerste reactie."
    )
    assert body["timeline"] == [
        {
            "time": "2026-11-23T09:00:00Z",
            "text": {"nl": "Uw vraag is ontvangen.", "en": "Your question was received."},
        }
    ]
    assert body["messages"] == []
    assert body["answer"] is None


@pytest.mark.asyncio
async def test_the_question_is_published_with_it_and_read_back_the_same(desk: IntakeService) -> None:
    submitted = await desk.ask()
    (event,) = await desk.published(submitted["reference"])
    assert event["type"] == "nl.kennisveiligheid.questions.submitted.v1"
    assert (event["sequence"], event["dataref"]) == (1, f"http://intake.example/v1/questions/{event['subject']}")
    found = await desk.get("asker", f"/v1/questions/{submitted['reference']}")
    assert found.json() == submitted


@pytest.mark.asyncio
async def test_references_follow_each_other_and_each_year_begins_anew(desk: IntakeService) -> None:
    await desk.ask()
    assert (await desk.ask())["reference"] == "KV-2026-000002"
    desk.clock.moment = desk.clock.moment.replace(month=12, day=31, hour=23, minute=30)
    assert (await desk.ask())["reference"] == "KV-2027-000001"


@pytest.mark.asyncio
async def test_lists_are_newest_first_and_go_on_where_they_stopped(desk: IntakeService) -> None:
    references = []
    for _ in range(3):
        references.append((await desk.ask())["reference"])
        desk.clock.moment += timedelta(minutes=1)
    first = (await desk.get("asker", "/v1/questions?limit=2")).json()
    rest = (await desk.get("asker", f"/v1/questions?limit=2&cursor={first['next']}")).json()
    seen = [item["reference"] for item in first["items"] + rest["items"]]
    assert seen == references[::-1]
    assert rest["next"] is None
