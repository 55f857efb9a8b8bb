"""What the back office tells, and what the asker does about it."""

from datetime import datetime, timedelta

import pytest
from integration.intake.browser import signed_in
from kit.intake_service import IntakeService
from kit.service import START

from loket_shared.contracts.events.cases_answered import Answer, CaseAnswered
from loket_shared.contracts.events.cases_closed import CaseClosed
from loket_shared.contracts.events.cases_coordination_started import CaseCoordinationStarted
from loket_shared.contracts.events.cases_erased import CaseErased
from loket_shared.contracts.events.cases_information_requested import CaseInformationRequested, InformationRequest
from loket_shared.contracts.events.cases_opened import CaseOpened
from loket_shared.sealing.vault import ErasureNotConfirmedError


def later(minutes: int) -> datetime:
    """Return a moment after the submission."""
    return START + timedelta(minutes=minutes)


@pytest.mark.asyncio
async def test_from_received_to_closed(desk: IntakeService) -> None:
    reference = (await desk.ask())["reference"]
    path = f"/v1/questions/{reference}"
    asked, advice = InformationRequest(text="Welke partner?"), Answer(text="Ons advies")
    seen = []
    await desk.tell(CaseOpened, reference, opened_at=later(1))
    seen.append((await desk.get("asker", path)).json()["status"])
    await desk.tell(CaseInformationRequested, reference, requested_at=later(2), request=asked)
    seen.append((await desk.get("asker", path)).json()["status"])
    desk.clock.moment = later(3)
    answer = await desk.post("asker", f"{path}/supplements", {"text": "Een universiteit", "consentToShare": True})
    assert answer.status_code == 201
    seen.append(answer.json()["status"])
    await desk.tell(CaseAnswered, reference, answered_at=later(4), answer=advice)
    seen.append((await desk.get("asker", path)).json()["status"])
    desk.clock.moment = later(5)
    judged = await desk.post("asker", f"{path}/feedback", {"helpful": True, "text": "Dank"})
    assert judged.status_code == 200
    await desk.tell(CaseClosed, reference, closed_at=later(6))
    question = (await desk.get("asker", path)).json()
    assert [*seen, question["status"]] == ["in-progress", "waiting-for-you", "in-progress", "answered", "closed"]
    assert [(said["from"], said["text"]) for said in question["messages"]] == [
        ("desk", "Welke partner?"),
        ("asker", "Een universiteit"),
    ]
    assert question["answer"] == {"text": "Ons advies", "answeredAt": "2026-11-23T09:04:00Z"}
    assert len(question["timeline"]) == 7
    kinds = [row["type"].split(".")[3] for row in await desk.published(reference)]
    assert kinds == ["submitted", "supplemented", "feedback-given"]


@pytest.mark.asyncio
async def test_facts_may_come_in_any_order(desk: IntakeService) -> None:
    reference = (await desk.ask())["reference"]
    await desk.tell(CaseClosed, reference, closed_at=later(3))
    await desk.tell(CaseAnswered, reference, answered_at=later(2), answer=Answer(text="Advies"))
    await desk.tell(CaseOpened, reference, opened_at=later(1))
    assert (await desk.get("asker", f"/v1/questions/{reference}")).json()["status"] == "closed"


@pytest.mark.asyncio
async def test_coordination_moves_the_promise(desk: IntakeService) -> None:
    reference = (await desk.ask())["reference"]
    await desk.tell(CaseCoordinationStarted, reference, started_at=later(1), due=later(60 * 24 * 21))
    promise = (await desk.get("asker", f"/v1/questions/{reference}")).json()["promise"]
    assert promise["due"] == "2026-12-14T09:00:00Z"
    assert "ministeries" in promise["text"]["nl"]


@pytest.mark.asyncio
async def test_what_is_finished_is_refused_with_the_status(desk: IntakeService) -> None:
    reference = (await desk.ask())["reference"]
    path = f"/v1/questions/{reference}"
    assert (await desk.post("asker", f"{path}/feedback", {"helpful": True})).status_code == 409
    assert (await desk.post("asker", f"{path}/withdrawal", {"reason": "Niet nodig"})).json()["status"] == "withdrawn"
    for act, body in (("withdrawal", {}), ("supplements", {"text": "x"})):
        refused = await desk.post("asker", f"{path}/{act}", body)
        assert (refused.status_code, refused.json()["current"]) == (409, {"status": "withdrawn"})


@pytest.mark.asyncio
async def test_on_the_page_the_asker_replies_consents_and_withdraws(desk: IntakeService) -> None:
    reference = (await desk.ask(consentToShare=False))["reference"]
    browser = await signed_in(desk, "asker")
    page = f"/vragen/{reference}"
    assert "Schrijf uw bericht." in (await browser.send(page, 400, act="reply", text=" ")).text
    desk.clock.moment = later(1)
    await browser.see((await browser.send(page, act="reply", text="Een aanvulling")).headers["location"])
    assert "Toestemming geven" in await browser.see(page)
    desk.clock.moment = later(2)
    assert "Uw toestemming is vastgelegd" in await browser.see(
        (await browser.send(page, act="consent")).headers["location"]
    )
    assert "Toestemming geven" not in await browser.see(page)
    desk.clock.moment = later(3)
    await browser.send(page, act="withdraw", reason="")
    refused = await browser.send(page, 400, act="reply", text="Te laat getypt")
    assert "Te laat getypt" in refused.text
    assert [row["sequence"] for row in await desk.published(reference)] == [1, 2, 3, 4]


@pytest.mark.asyncio
async def test_an_erased_question_is_gone_for_everybody(desk: IntakeService) -> None:
    reference = (await desk.ask())["reference"]
    desk.keys.destroy((await desk.published(reference))[0]["key"])
    path = f"/v1/questions/{reference}"
    assert (await desk.get("asker", path)).status_code == 404
    assert (await desk.get("asker", "/v1/questions")).json()["items"] == []
    await desk.tell(CaseErased, reference, erased_at=later(1))
    await desk.tell(CaseErased, reference, erased_at=later(1))
    never = await desk.get("asker", "/v1/questions/KV-2026-999999")
    assert (await desk.get("asker", path)).content == never.content
    await desk.tell(CaseOpened, reference, opened_at=later(2))


@pytest.mark.asyncio
async def test_nothing_is_forgotten_while_the_vault_holds_the_keys(desk: IntakeService) -> None:
    reference = (await desk.ask())["reference"]
    before = await desk.get("asker", f"/v1/questions/{reference}")
    with pytest.raises(ErasureNotConfirmedError):
        await desk.tell(CaseErased, reference, erased_at=later(1))
    assert (await desk.get("asker", f"/v1/questions/{reference}")).content == before.content
