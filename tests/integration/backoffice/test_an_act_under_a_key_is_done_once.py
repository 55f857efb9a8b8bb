"""What is done at the desk under an ``Idempotency-Key`` is done once, however often the call is sent."""

import asyncio
import json
from collections import Counter
from typing import Any
from uuid import uuid4

import httpx
import pytest
from integration.backoffice.clients import visiting
from integration.backoffice.test_a_proposed_route_waits_for_an_officer import begin, revise
from kit.backoffice_service import REFERENCE, BackofficeService
from kit.database_rows import rows_kept
from kit.personas import CLEARED
from kit.verifier import bearer

from loket_backoffice.handlers.read_cases import read_case

CASE = f"/v1/cases/{REFERENCE}"
READING = {"case.read", "request.read"}


async def send(
    client: httpx.AsyncClient, who: str, path: str, body: Any, key: str, seen: int | None = None
) -> httpx.Response:
    """Make a call under a key; ``seen`` is the version that the caller saw."""
    headers = {**bearer(who), "Idempotency-Key": key, **({} if seen is None else {"If-Match": f'"{seen}"'})}
    return await client.post(path, json=body, headers=headers)


async def version_of(client: httpx.AsyncClient, who: str, path: str) -> int:
    """Return the version that a call to ``path`` names."""
    thing = "/".join(path.split("/")[:4])
    found = (await client.get(thing, headers=bearer(who))).json()
    version: int = found["answer"]["version"] if "/answer/" in path else found["version"]
    return version


async def done(office: BackofficeService) -> tuple[list[str], Counter[str], int]:
    """Return what was published and written down, readings apart, and how much waits to be published."""
    async with office.unit_of_work() as work:
        audited = Counter(row["action"] for row in await work.driver.fetch("SELECT action FROM audit_records"))
        waiting: int = await work.driver.fetchval("SELECT count(*) FROM delayed_events")
    return await office.published(), Counter({a: n for a, n in audited.items() if a not in READING}), waiting


def in_order(part: Any) -> Any:
    """Return an answer with its lists sorted: the clock stands still, so that nothing tells what came first."""
    if isinstance(part, dict):
        return {name: in_order(each) for name, each in part.items()}
    return sorted(map(in_order, part), key=json.dumps) if isinstance(part, list) else part


async def request_of(office: BackofficeService, department: str) -> str:
    case = await office.act(read_case, CLEARED, REFERENCE)
    return next(str(request.id) for request in case.requests if request.department == department)


@pytest.mark.asyncio
async def test_every_act_from_question_to_reopened_case(photonics: BackofficeService) -> None:
    work = f"/v1/contribution-requests/{await request_of(photonics, 'EZK')}"
    declined = f"/v1/contribution-requests/{await request_of(photonics, 'AIVD')}"
    calls: tuple[tuple[str, str, Any, int], ...] = (
        ("front-office", f"{CASE}/assignments", {"assignee": "me"}, 200),
        ("front-office", f"{CASE}/notes", {"text": "Nabellen."}, 201),
        ("front-office", f"{CASE}/information-requests", {"text": "Wie betaalt?"}, 201),
        ("front-office", f"{CASE}/contribution-requests", {"department": "BZ", "question": "Mag dit?"}, 201),
        ("front-office", f"{CASE}/route", {"lead": "EZK", "contributors": ["BZ", "AIVD"], "reason": "Zo."}, 200),
        ("front-office", f"{CASE}/priority", {"priority": "urgent", "reason": "Het vliegtuig gaat."}, 200),
        ("expert-ezk", f"{work}/assignments", {"assignee": "me"}, 200),
        ("expert-ezk", f"{work}/drafts", {"text": "Eerste versie"}, 201),
        ("expert-ezk", f"{work}/submission", None, 200),
        ("approver-ezk", f"{work}/return", {"remark": "Scherper."}, 200),
        ("expert-ezk", f"{work}/drafts", {"text": "Tweede versie"}, 201),
        ("expert-ezk", f"{work}/submission", None, 200),
        ("approver-ezk", f"{work}/release", None, 200),
        ("approver-aivd", f"{declined}/refusal", {"reason": "Niet van ons."}, 200),
        ("front-office", f"{CASE}/answer/draft", {"text": "Ons advies"}, 200),
        ("front-office", f"{CASE}/answer/submission", None, 200),
        ("front-office-2", f"{CASE}/answer/return", {"remark": "Korter."}, 200),
        ("front-office", f"{CASE}/answer/draft", {"text": "Advies"}, 200),
        ("front-office", f"{CASE}/answer/submission", None, 200),
        ("front-office-2", f"{CASE}/answer/approval", None, 200),
        ("front-office-2", f"{CASE}/closure", None, 200),
        ("front-office-2", f"{CASE}/reopening", {"reason": "Nieuws."}, 200),
    )
    async with visiting(photonics) as client:
        for who, path, body, status in calls:
            key, seen = str(uuid4()), await version_of(client, who, path)
            first = await send(client, who, path, body, key, seen)
            assert first.status_code == status, (path, first.text)
            came_of_it = await done(photonics)
            second = await send(client, who, path, body, key, seen)
            assert (second.status_code, in_order(second.json())) == (status, in_order(first.json())), path
            assert await done(photonics) == came_of_it, path


@pytest.mark.asyncio
@pytest.mark.parametrize("act", ["route/confirmation", "route/proposal/acceptance", "route/proposal/refusal"])
async def test_judging_what_routing_says(office: BackofficeService, act: str) -> None:
    await office.hear(office.submitted())
    await office.hear(office.decided("EZK", ("OCW",), confirm=act == "route/confirmation"))
    if "proposal" in act:
        await begin(office, "OCW")
        await revise(office, "BZ")
    async with visiting(office) as client:
        answers = [await send(client, "front-office", f"{CASE}/{act}", {"reason": "Goed."}, "k") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200], answers[0].text
    assert in_order(answers[0].json()) == in_order(answers[1].json())


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("act", "body"),
    [
        ("notes", {"text": "Nabellen."}),
        ("information-requests", {"text": "Wie betaalt?"}),
        ("contribution-requests", {"department": "BZ"}),
    ],
)
async def test_at_the_same_moment_it_is_done_once(photonics: BackofficeService, act: str, body: Any) -> None:
    before = await photonics.act(read_case, CLEARED, REFERENCE)
    async with visiting(photonics) as client:
        calls = (send(client, "front-office", f"{CASE}/{act}", body, "k", before.version) for _ in range(4))
        answers = await asyncio.gather(*calls)
    assert [answer.status_code for answer in answers] == [201] * 4
    assert {answer.content for answer in answers} == {answers[0].content}
    after = await photonics.act(read_case, CLEARED, REFERENCE)
    assert len(after.notes) + len(after.messages) + len(after.requests) == len(before.requests) + 1


@pytest.mark.asyncio
async def test_the_key_of_somebody_else_or_another_key_counts_by_itself(photonics: BackofficeService) -> None:
    async with visiting(photonics) as client:
        for who, key in (("front-office", "k"), ("front-office-2", "k"), ("front-office", "l")):
            assert (await send(client, who, f"{CASE}/notes", {"text": "Nabellen."}, key)).status_code == 201
    assert len((await photonics.act(read_case, CLEARED, REFERENCE)).notes) == 3


@pytest.mark.asyncio
async def test_something_else_under_the_key_is_refused_and_a_refusal_leaves_it_free(
    photonics: BackofficeService,
) -> None:
    async with visiting(photonics) as client:
        stale = await send(client, "front-office", f"{CASE}/information-requests", {"text": "Wie?"}, "k", 99)
        assert stale.status_code == 412
        assert (await send(client, "front-office", f"{CASE}/notes", {"text": "a"}, "k")).status_code == 201
        for act, text in (("notes", "b"), ("information-requests", "a")):
            refused = await send(client, "front-office", f"{CASE}/{act}", {"text": text}, "k")
            assert (refused.status_code, refused.json()["code"]) == (422, "idempotency-key-reused")


@pytest.mark.asyncio
async def test_who_lost_sight_of_the_case_learns_nothing_from_the_key(photonics: BackofficeService) -> None:
    async with visiting(photonics) as client:
        assert (await send(client, "expert-ezk", f"{CASE}/notes", {"text": "a"}, "k")).status_code == 201
        await photonics.hear(photonics.supplemented("Toch niet", consent=False))
        hidden = await send(client, "expert-ezk", f"{CASE}/notes", {"text": "a"}, "k")
        never = await send(client, "expert-ezk", "/v1/cases/KV-2020-999999/notes", {"text": "a"}, "l")
    assert (hidden.status_code, hidden.content) == (404, never.content)


@pytest.mark.asyncio
async def test_an_erasure_is_ordered_once_and_only_its_own_key_is_left(photonics: BackofficeService) -> None:
    work = f"/v1/contribution-requests/{await request_of(photonics, 'EZK')}"
    order = {"reference": REFERENCE, "reason": "Op verzoek."}
    async with visiting(photonics) as client:
        await send(client, "front-office", f"{CASE}/notes", {"text": "welbekend"}, "my-key-1")
        await send(client, "front-office", f"{CASE}/contribution-requests", {"department": "BZ"}, "my-key-2")
        await send(client, "expert-ezk", f"{work}/drafts", {"text": "welbekend"}, "my-key-3")
        assert not [row for row in await rows_kept(photonics.database) if "my-key" in row or "welbekend" in row]
        first = await send(client, "operator", "/v1/erasures", order, "k")
        photonics.wait(minutes=1)
        second = await send(client, "operator", "/v1/erasures", order, "k")
    assert (first.status_code, second.status_code, second.json()) == (201, 201, first.json())
    published, audited, _ = await done(photonics)
    assert (published.count("cases.erased"), audited["case.erased"]) == (1, 1)
    async with photonics.unit_of_work() as unit:
        left = await unit.driver.fetch("SELECT subject FROM idempotency_keys")
    assert [row["subject"] for row in left] == [""]
