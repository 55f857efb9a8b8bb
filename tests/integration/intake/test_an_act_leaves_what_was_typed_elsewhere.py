"""Each button of a question's page sends everything typed there; what it did not use is there again afterwards."""

import re
from typing import Any

import pytest
from integration.intake.browser import signed_in
from kit.form_fields import default_button, links_back
from kit.intake_service import IntakeService

from loket_shared.contracts.events.cases_answered import Answer, CaseAnswered


def typed_in(page: str, name: str) -> str:
    """Return what stands in a field of several lines."""
    found = re.search(rf'<textarea[^>]* name="{name}"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert found, name
    return found[1]


@pytest.mark.asyncio
async def test_a_judgement_leaves_the_reply_that_was_begun(desk: IntakeService) -> None:
    reference = (await desk.ask())["reference"]
    await desk.tell(CaseAnswered, reference, answered_at=desk.clock.now(), answer=Answer(text="Ons advies"))
    here = f"/vragen/{reference}"
    browser = await signed_in(desk, "asker")
    typed: dict[str, Any] = {"text": "Nog een vraag", "helpful": "true", "remark": "Dank"}
    sent = await browser.send(here, act="judge", **typed)
    assert sent.headers["location"] == f"{here}?gedaan=judge"
    page = await browser.see(sent.headers["location"])
    assert typed_in(page, "text") == "Nog een vraag"
    assert "is nog niet verstuurd" in page
    page = await browser.see((await browser.send(here, act="reply", text="Nog een vraag")).headers["location"])
    assert typed_in(page, "text") == ""
    assert "is nog niet verstuurd" not in page


@pytest.mark.asyncio
async def test_a_reply_leaves_the_judgement_with_its_choice(desk: IntakeService) -> None:
    reference = (await desk.ask())["reference"]
    await desk.tell(CaseAnswered, reference, answered_at=desk.clock.now(), answer=Answer(text="Ons advies"))
    here = f"/vragen/{reference}"
    browser = await signed_in(desk, "asker")
    sent = await browser.send(here, act="reply", text="Nog een vraag", helpful="false", remark="Te laat")
    page = await browser.see(sent.headers["location"])
    assert typed_in(page, "remark") == "Te laat"
    assert "Het loket leest berichten op werkdagen." in page
    assert re.search(r'name="helpful" value="false" checked', page)


@pytest.mark.asyncio
async def test_a_reply_that_cannot_be_sent_after_withdrawal_is_shown(desk: IntakeService) -> None:
    reference = (await desk.ask())["reference"]
    browser = await signed_in(desk, "asker")
    sent = await browser.send(f"/vragen/{reference}", act="withdraw", reason="", text="Dit wilde ik nog zeggen")
    assert "Dit wilde ik nog zeggen" in await browser.see(sent.headers["location"])


@pytest.mark.asyncio
async def test_a_refused_form_keeps_the_others(desk: IntakeService) -> None:
    reference = (await desk.ask())["reference"]
    browser = await signed_in(desk, "asker")
    sent = await browser.send(f"/vragen/{reference}", 400, act="reply", text="", reason="Niet meer nodig")
    assert typed_in(sent.text, "reason") == "Niet meer nodig"


@pytest.mark.asyncio
async def test_another_language_keeps_what_is_typed_and_no_link_loses_it(desk: IntakeService) -> None:
    here = f"/vragen/{(await desk.ask())['reference']}"
    browser = await signed_in(desk, "asker")
    page = await browser.see(here)
    assert links_back(page, here) == []
    assert default_button(page)["value"] == "keep"
    sent = await browser.send(here, act="keep:taal=en", text="Nog een vraag")
    assert sent.headers["location"] == f"{here}?taal=en"
    page = await browser.see(sent.headers["location"])
    assert typed_in(page, "text") == "Nog een vraag"
    assert '<html lang="en">' in page
