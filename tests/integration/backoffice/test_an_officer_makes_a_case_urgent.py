"""An officer who learns that there is haste says why; the departments see the new term, and the log the priority."""

from typing import Any

import pytest
from integration.backoffice.clients import visiting, window_of
from kit.backoffice_service import PHOTONICS, REFERENCE, BackofficeService
from kit.personas import CLEARED, SECOND, expert
from kit.verifier import bearer

from loket_backoffice.handlers.contribution_requests import assign_contribution
from loket_backoffice.handlers.read_cases import read_case
from loket_shared.contracts.events.cases_rerouted_by_hand import CaseReroutedByHand

PATH = f"/v1/cases/{REFERENCE}/priority"
PAGE = f"/zaken/{REFERENCE}"
BODY = {"priority": "urgent", "reason": "Er is ingebroken."}


async def dues(office: BackofficeService, who: Any = CLEARED) -> dict[str, tuple[bool, str]]:
    """Return of each request whether it is urgent, and when it is due."""
    case = await office.act(read_case, who, REFERENCE)
    return {one.department: (one.urgent, one.due_at.isoformat()) for one in case.requests}


@pytest.mark.asyncio
async def test_over_the_api_running_requests_are_due_after_one_working_day(photonics: BackofficeService) -> None:
    photonics.wait(days=1)
    async with visiting(photonics) as client:
        assert (await client.post(PATH, json=BODY, headers=bearer("expert-ezk"))).status_code == 403
        assert (await client.post(PATH, json=BODY, headers=bearer("expert-bz"))).status_code == 404
        assert (await client.post(PATH, json={"priority": "urgent"}, headers=bearer("front-office"))).status_code == 400
        stale = await client.post(PATH, json={**BODY, "version": 0}, headers=bearer("front-office-2"))
        assert stale.status_code == 409
        done = await client.post(PATH, json=BODY, headers=bearer("front-office-2"))
        assert (done.status_code, done.json()["priority"]) == (200, "urgent")
        assert {one["department"] for one in done.json()["requests"]} == {"EZK", "OCW"}
        again = await client.post(PATH, json=BODY, headers=bearer("front-office"))
        assert (again.status_code, again.json()["code"]) == (409, "already-urgent")
    assert await dues(photonics) == dict.fromkeys(("EZK", "OCW", "AIVD"), (True, "2026-11-03T16:00:00+00:00"))
    (told,) = [event for event in await photonics.published_events() if isinstance(event, CaseReroutedByHand)]
    assert told.route
    assert (told.route.priority, told.route.lead, told.route.reason) == ("urgent", "EZK", "Er is ingebroken.")


@pytest.mark.asyncio
async def test_on_the_page_with_a_reason(photonics: BackofficeService) -> None:
    async with window_of(photonics, "front-office-2") as window:
        assert "Zaak met spoed behandelen" in await window.see(PAGE)
        assert 'href="#make-urgent-reason"' in await window.send(PAGE, "make-urgent", 400, reason="")
        page = await window.see(await window.send(PAGE, "make-urgent", reason="Er is ingebroken."))
        assert "De zaak heeft nu spoed" in page
        assert "Zaak met spoed behandelen" not in page
        assert "Er is ingebroken." in page
    async with window_of(photonics, "expert-ezk") as window:
        assert "Spoed" in await window.see(PAGE)


@pytest.mark.asyncio
async def test_a_revision_to_urgent_hurries_what_runs(photonics: BackofficeService) -> None:
    photonics.wait(days=1)
    revised = photonics.decided(*PHOTONICS)
    assert revised.decision
    decision = revised.decision.model_copy(update={"priority": "urgent"})
    await photonics.hear(revised.model_copy(update={"decision": decision, "question_version": 2}))
    assert await dues(photonics) == dict.fromkeys(("EZK", "OCW", "AIVD"), (True, "2026-11-03T16:00:00+00:00"))


@pytest.mark.asyncio
async def test_work_in_hand_is_hurried_once_an_officer_accepts_the_revision(photonics: BackofficeService) -> None:
    case = await photonics.act(read_case, expert("EZK"), REFERENCE)
    request = next(one for one in case.requests if one.department == "EZK")
    await photonics.act(assign_contribution, expert("EZK"), request.id, "expert-ezk", None)
    photonics.wait(days=1)
    revised = photonics.decided(*PHOTONICS)
    assert revised.decision
    decision = revised.decision.model_copy(update={"priority": "urgent"})
    await photonics.hear(revised.model_copy(update={"decision": decision, "question_version": 2}))
    assert (await dues(photonics, SECOND))["EZK"][0] is False
    async with window_of(photonics, "front-office-2") as window:
        await window.send(PAGE, "accept-proposal", under="refuse-proposal", reason="Er is haast.")
    assert (await dues(photonics, SECOND))["EZK"] == (True, "2026-11-03T16:00:00+00:00")
