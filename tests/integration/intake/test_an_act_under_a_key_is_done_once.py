"""What the asker and the operator do under an ``Idempotency-Key`` is done once, however often it is sent."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import httpx
import pytest
from kit.database_rows import rows_kept
from kit.intake_service import CITY, IntakeService

from loket_shared.contracts.events.cases_answered import Answer, CaseAnswered
from loket_shared.contracts.events.cases_erased import CaseErased

ACTS: Mapping[str, tuple[int, dict[str, Any]]] = {
    "supplements": (201, {"text": "De partner is een universiteit."}),
    "withdrawal": (200, {"reason": "Niet nodig."}),
    "feedback": (200, {"helpful": True}),
}
EVENTS = {"supplements": "supplemented", "withdrawal": "withdrawn", "feedback": "feedback-given"}
ORDER = {
    "institution": CITY,
    "email": "asker@example.org",
    "oldSubject": "asker",
    "newSubject": "asker-anew",
    "reason": "Nieuw account.",
}


async def send(desk: IntakeService, name: str, path: str, body: Any, key: str = "k") -> httpx.Response:
    """Make a call under a key."""
    async with desk.as_(name) as client:
        return await client.post(path, json=body, headers={"Idempotency-Key": key})


async def ready_for(desk: IntakeService, act: str) -> str:
    """Submit a question to which ``act`` can be done; return its reference."""
    reference = str((await desk.ask())["reference"])
    if act == "feedback":
        await desk.tell(CaseAnswered, reference, answered_at=desk.clock.now(), answer=Answer(text="Advies"))
    return reference


async def told(desk: IntakeService, reference: str) -> list[str]:
    """Return what was published about a question after it was submitted."""
    return [row["type"].split(".")[3] for row in (await desk.published(reference))[1:]]


@pytest.mark.asyncio
@pytest.mark.parametrize("act", ACTS)
async def test_the_same_again_and_at_the_same_moment_is_done_once(desk: IntakeService, act: str) -> None:
    status, body = ACTS[act]
    reference = await ready_for(desk, act)
    path = f"/v1/questions/{reference}/{act}"
    answers = await asyncio.gather(*(send(desk, "asker", path, body) for _ in range(3)))
    answers.append(await send(desk, "asker", path, body))
    assert {answer.status_code for answer in answers} == {status}
    assert [answer.json() for answer in answers] == [answers[0].json()] * 4
    assert await told(desk, reference) == [EVENTS[act]]


@pytest.mark.asyncio
async def test_without_a_key_or_under_another_it_is_done_again(desk: IntakeService) -> None:
    reference = await ready_for(desk, "supplements")
    path, body = f"/v1/questions/{reference}/supplements", ACTS["supplements"][1]
    for _ in range(2):
        assert (await desk.post("asker", path, body)).status_code == 201
    for key in ("k", "l"):
        assert (await send(desk, "asker", path, body, key)).status_code == 201
    assert await told(desk, reference) == ["supplemented"] * 4


@pytest.mark.asyncio
async def test_another_body_or_another_address_under_the_key_is_refused(desk: IntakeService) -> None:
    one, other = await ready_for(desk, "supplements"), await ready_for(desk, "supplements")
    assert (await send(desk, "asker", f"/v1/questions/{one}/supplements", {"text": "a"})).status_code == 201
    for path, text in ((f"/v1/questions/{one}/supplements", "b"), (f"/v1/questions/{other}/supplements", "a")):
        refused = await send(desk, "asker", path, {"text": text})
        assert (refused.status_code, refused.json()["code"]) == (422, "idempotency-key-reused")
    assert await told(desk, other) == []


@pytest.mark.asyncio
async def test_what_was_refused_leaves_the_key_free(desk: IntakeService) -> None:
    reference = await ready_for(desk, "supplements")
    path = f"/v1/questions/{reference}/feedback"
    assert (await send(desk, "asker", path, {"helpful": True})).status_code == 409
    await desk.tell(CaseAnswered, reference, answered_at=desk.clock.now(), answer=Answer(text="Advies"))
    assert (await send(desk, "asker", path, {"helpful": False})).status_code == 200


@pytest.mark.asyncio
async def test_a_transfer_is_ordered_once_and_tells_the_same_moment(desk: IntakeService) -> None:
    await desk.ask()
    first = await send(desk, "operator", "/v1/question-transfers", ORDER)
    desk.clock.moment += timedelta(minutes=1)
    second = await send(desk, "operator", "/v1/question-transfers", ORDER)
    assert (first.status_code, second.status_code, second.json()) == (200, 200, first.json())
    assert [action for action, _ in await desk.audited()].count("transfer.ordered") == 1


@pytest.mark.asyncio
async def test_who_lost_sight_of_the_question_learns_nothing_from_the_key(desk: IntakeService) -> None:
    reference = await ready_for(desk, "supplements")
    path, body = f"/v1/questions/{reference}/supplements", {"text": "a"}
    assert (await send(desk, "asker", path, body)).status_code == 201
    assert (await desk.post("operator", "/v1/question-transfers", ORDER)).status_code == 200
    hidden = await send(desk, "asker", path, body)
    never = await send(desk, "asker", "/v1/questions/KV-2020-999999/supplements", body, "l")
    assert (hidden.status_code, hidden.content) == (never.status_code, never.content) == (404, never.content)


@pytest.mark.asyncio
async def test_keys_of_an_erased_question_are_forgotten_and_none_stands_in_the_clear(desk: IntakeService) -> None:
    reference = await ready_for(desk, "supplements")
    kept = await ready_for(desk, "supplements")
    for each in (reference, kept):
        await send(desk, "asker", f"/v1/questions/{each}/supplements", {"text": "welbekend"}, f"my-key-{each}")
    rows = await rows_kept(desk.database)
    assert not [row for row in rows if "my-key" in row or "welbekend" in row]
    (submitted,) = await desk.published(reference, "nl.kennisveiligheid.questions.submitted.v1")
    desk.keys.destroy(submitted["key"])
    await desk.tell(CaseErased, reference, erased_at=desk.clock.now())
    async with desk.unit_of_work() as work:
        left = await work.driver.fetch("SELECT subject FROM idempotency_keys")
    assert [row["subject"] for row in left] == [kept]
