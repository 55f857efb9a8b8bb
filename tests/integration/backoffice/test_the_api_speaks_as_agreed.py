"""Shapes and statuses of the API: what scripts and other systems rely on."""

import httpx
import pytest
from integration.backoffice.clients import visiting
from kit.backoffice_service import REFERENCE, BackofficeService
from kit.verifier import bearer

CASE = f"/v1/cases/{REFERENCE}"
OFFICER = bearer("front-office")


async def post(client: httpx.AsyncClient, path: str, body: object = None, **headers: str) -> httpx.Response:
    """Post as the cleared officer."""
    return await client.post(path, json=body, headers={**OFFICER, **headers})


@pytest.mark.asyncio
async def test_a_case_has_the_agreed_parts(photonics: BackofficeService) -> None:
    async with visiting(photonics) as client:
        case = (await client.get(CASE, headers=OFFICER)).json()
        listed = (await client.get("/v1/cases?queue=front-office", headers=OFFICER)).json()
    for key in ("reference", "kind", "topics", "subject", "state", "lead", "contributors", "priority", "assignee"):
        assert case[key] == listed["items"][0][key]
    assert {"question", "routing", "requests", "answer", "messages", "timeline", "version", "openedAt"} <= set(case)
    assert {"id", "department", "state", "dueAt", "version"} <= set(case["requests"][0])
    assert set(case["clocks"][0]) >= {
        "name", "state", "startedAt", "due", "countedWorkingHours", "remainingWorkingHours", "explanation",
    }  # fmt: skip
    assert listed["next"] is None


@pytest.mark.asyncio
async def test_a_stale_version_is_a_conflict_and_a_stale_precondition_fails(photonics: BackofficeService) -> None:
    async with visiting(photonics) as client:
        in_body = await post(client, f"{CASE}/assignments", {"assignee": "me", "version": 1})
        in_header = await post(client, f"{CASE}/assignments", {"assignee": "me"}, **{"If-Match": '"1"'})
        current = (await client.get(CASE, headers=OFFICER)).json()["version"]
        fresh = await post(client, f"{CASE}/assignments", {"assignee": "me"}, **{"If-Match": f'"{current}"'})
    assert (in_body.status_code, in_header.status_code, fresh.status_code) == (409, 412, 200)
    assert in_body.json()["current"]["changes"]


@pytest.mark.asyncio
async def test_clocks_are_told_for_another_moment(photonics: BackofficeService) -> None:
    async with visiting(photonics) as client:
        clocks = (await client.get(f"{CASE}/clocks?at=2026-11-04T16:00:00Z", headers=OFFICER)).json()
        bad = await client.get(f"{CASE}/clocks?at=gisteren", headers=OFFICER)
    assert {clock["name"]: clock["state"] for clock in clocks}["first-response"] == "missed"
    assert bad.status_code == 400


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("path", "body"),
    [
        (f"{CASE}/contribution-requests", {"department": "XYZ"}),
        (f"{CASE}/contribution-requests", {"department": "RVO"}),
        (f"{CASE}/route", {"lead": "AIVD", "contributors": [], "reason": "x"}),
        (f"{CASE}/route", {"lead": "OCW", "contributors": ["XYZ"], "reason": "x"}),
        (f"{CASE}/route", {"lead": "OCW"}),
        (f"{CASE}/route", {"lead": "RVO", "contributors": ["OCW"], "reason": "x"}),
        (f"{CASE}/information-requests", {"text": "  "}),
        (f"{CASE}/information-requests", {"text": "x" * 20_001}),
        (f"{CASE}/assignments", {"assignee": "iemand anders"}),
        (f"{CASE}/closure", {"version": -1}),
        (f"{CASE}/closure", []),
        ("/v1/erasures", {"reference": REFERENCE}),
    ],
)
async def test_bad_input_is_a_400_that_names_its_field(photonics: BackofficeService, path: str, body: object) -> None:
    async with visiting(photonics) as client:
        answer = await post(client, path, body)
    assert answer.status_code == 400
    assert answer.json()["errors"]


@pytest.mark.asyncio
async def test_asking_a_department_answers_with_the_request(photonics: BackofficeService) -> None:
    async with visiting(photonics) as client:
        made = await post(client, f"{CASE}/contribution-requests", {"department": "BZ", "question": "Embargo?"})
        again = await post(client, f"{CASE}/contribution-requests", {"department": "BZ"})
        seen = await client.get(f"/v1/contribution-requests/{made.json()['id']}", headers=bearer("expert-bz"))
    assert (made.status_code, again.status_code, again.json()["code"]) == (201, 409, "already-asked")
    assert (seen.json()["reference"], seen.json()["department"], seen.json()["asked"]) == (REFERENCE, "BZ", "Embargo?")
    assert seen.json()["question"]["subject"]


@pytest.mark.asyncio
async def test_an_officer_who_is_not_cleared_cannot_find_out_by_asking(photonics: BackofficeService) -> None:
    async with visiting(photonics) as client:
        answers = [
            await client.post(
                f"{CASE}/contribution-requests", json={"department": code}, headers=bearer("front-office-2")
            )
            for code in ("AIVD", "MIVD")
        ]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].content == answers[1].content


@pytest.mark.asyncio
async def test_operations_are_for_their_owners(photonics: BackofficeService) -> None:
    async with visiting(photonics) as client:
        levels = await client.get("/v1/service-levels", headers=bearer("operator"))
        trail = await client.get("/v1/audit-records?limit=1", headers=bearer("auditor"))
        erased = await client.post(
            "/v1/erasures", json={"reference": REFERENCE, "reason": "op verzoek"}, headers=bearer("operator")
        )
        hidden = [
            await client.get(path, headers=bearer("expert-bz")) for path in ("/v1/service-levels", "/v1/audit-records")
        ]
        gone = await client.get(CASE, headers=OFFICER)
    assert levels.json()["openCases"][0]["reference"] == REFERENCE
    assert trail.json()["items"][0]["action"] == "service-levels.read"
    assert (erased.status_code, gone.json()["state"]) == (201, "erased")
    assert [answer.status_code for answer in hidden] == [404, 404]


@pytest.mark.asyncio
async def test_a_list_is_read_page_by_page(office: BackofficeService) -> None:
    for number in range(3):
        office.wait(minutes=1)
        submitted = office.submitted()
        other = type(office.question_id)(int=office.question_id.int ^ number)
        await office.hear(submitted.model_copy(update={"question_id": other, "reference": f"KV-2026-00000{number}"}))
    seen, cursor = [], ""
    async with visiting(office) as client:
        for _ in range(3):
            page = (await client.get(f"/v1/cases?limit=1&cursor={cursor}", headers=OFFICER)).json()
            seen += [item["reference"] for item in page["items"]]
            cursor = page["next"]
    assert cursor is None
    assert seen == ["KV-2026-000002", "KV-2026-000001", "KV-2026-000000"]
