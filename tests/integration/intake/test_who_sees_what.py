"""The access matrix for questions: content, outline, or nothing at all."""

from typing import Any

import pytest
from integration.intake.browser import signed_in
from kit.intake_service import PEOPLE, QUESTION, IntakeService

OUTLINE = {"reference", "topics", "status", "submittedAt"}
STRANGERS = sorted(set(PEOPLE) - {"asker", "coordinator"})


@pytest.mark.asyncio
@pytest.mark.parametrize("name", STRANGERS)
async def test_for_others_the_question_does_not_exist(desk: IntakeService, name: str) -> None:
    reference = (await desk.ask())["reference"]
    seen = await desk.get(name, f"/v1/questions/{reference}")
    never = await desk.get(name, "/v1/questions/KV-2026-999999")
    assert seen.status_code == 404
    assert (seen.content, dict(seen.headers)) == (never.content, dict(never.headers))
    assert (await desk.get(name, "/v1/questions")).json() == {"items": [], "next": None}
    for act, body in (("supplements", {"text": "x"}), ("withdrawal", {}), ("feedback", {"helpful": True})):
        answer = await desk.post(name, f"/v1/questions/{reference}/{act}", body)
        assert (answer.status_code, answer.content) == (404, never.content)


@pytest.mark.asyncio
async def test_the_coordinator_sees_an_outline_and_changes_nothing(desk: IntakeService) -> None:
    reference = (await desk.ask())["reference"]
    assert set((await desk.get("coordinator", f"/v1/questions/{reference}")).json()) == OUTLINE
    (item,) = (await desk.get("coordinator", "/v1/questions")).json()["items"]
    assert set(item) == OUTLINE
    assert (await desk.post("coordinator", f"/v1/questions/{reference}/withdrawal", {})).status_code == 404


@pytest.mark.asyncio
@pytest.mark.parametrize("report", [{"kind": "incident"}, {"topics": ["incident"]}])
async def test_a_report_is_hidden_from_the_coordinator_unless_shared(
    desk: IntakeService, report: dict[str, Any]
) -> None:
    hidden = (await desk.ask(**report))["reference"]
    shared = (await desk.ask(**report, shareWithCoordinator=True))["reference"]
    assert (await desk.get("coordinator", f"/v1/questions/{hidden}")).status_code == 404
    listed = (await desk.get("coordinator", "/v1/questions")).json()["items"]
    assert [item["reference"] for item in listed] == [shared]


@pytest.mark.asyncio
async def test_a_portal_sees_what_it_submitted_and_so_does_the_person_it_named(desk: IntakeService) -> None:
    named = {"name": "Asker", "email": "Asker@example.org"}
    reference = (await desk.ask("university-portal", onBehalfOf=named))["reference"]
    for name in ("university-portal", "asker", "asker-anew"):
        assert (await desk.get(name, f"/v1/questions/{reference}")).json()["subject"]
    for name in ("colleague", "asker-unverified", "look-alike", "asker-at-another", "client-called-asker"):
        assert (await desk.get(name, f"/v1/questions/{reference}")).status_code == 404


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ["front-office", "expert-ezk", "operator", "auditor", "partner-system"])
async def test_staff_and_other_systems_submit_nothing(desk: IntakeService, name: str) -> None:
    answer = await desk.post(
        name, "/v1/questions", {"topics": ["other"], "subject": "x", "description": "x", "consentToShare": True}
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "not-an-asker")


@pytest.mark.asyncio
async def test_nobody_submits_for_another_but_a_system(desk: IntakeService) -> None:
    body = QUESTION | {"onBehalfOf": {"name": "X", "email": "x@example.org"}}
    answer = await desk.post("asker", "/v1/questions", body)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "onBehalfOf")


@pytest.mark.asyncio
async def test_pages_show_no_more_than_the_api(desk: IntakeService) -> None:
    reference = (await desk.ask())["reference"]
    await (await signed_in(desk, "colleague")).see(f"/vragen/{reference}", 404)
    await (await signed_in(desk, "colleague")).see("/instelling", 404)
    coordinator = await signed_in(desk, "coordinator")
    for path in (f"/vragen/{reference}", "/instelling", "/vragen"):
        assert "Samenwerking in fotonica" not in await coordinator.see(path)
    assert reference in await coordinator.see("/instelling")
    await coordinator.see(f"/vragen/{reference}/ontvangen", 404)


@pytest.mark.asyncio
async def test_every_read_and_write_of_content_is_audited(desk: IntakeService) -> None:
    reference = (await desk.ask())["reference"]
    await desk.get("asker", f"/v1/questions/{reference}")
    await desk.get("coordinator", "/v1/questions")
    await desk.post("asker", f"/v1/questions/{reference}/supplements", {"text": "Meer"})
    assert await desk.audited() == [
        ("question.submitted", reference),
        ("question.read", reference),
        ("question-metadata.listed", reference),
        ("question.supplemented", reference),
    ]


@pytest.mark.asyncio
async def test_who_tries_another_question_stands_in_the_trail_whether_it_is_there_or_not(desk: IntakeService) -> None:
    reference = (await desk.ask())["reference"]
    await desk.get("other-asker", f"/v1/questions/{reference}")
    await desk.post("other-asker", "/v1/questions/KV-2026-999999/withdrawal", {})
    assert (await desk.audited())[-2:] == [("reading.attempted", reference), ("change.attempted", "KV-2026-999999")]
