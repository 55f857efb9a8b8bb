"""A session may run out, and a page may be left: what was typed comes back."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from integration.intake.browser import FILLED, Asking, signed_in
from kit.intake_service import IntakeService


@pytest.mark.asyncio
async def test_a_form_sent_after_the_session_ran_out_is_sent_after_all(desk: IntakeService) -> None:
    browser = await signed_in(desk, "asker")
    draft = await browser.begin()
    desk.clock.moment += timedelta(hours=2)
    sent = await browser.send(f"{draft}/vraag", **FILLED["vraag"])
    assert sent.headers["location"].startswith("/login")
    again = await signed_in(desk, "asker")
    for name, value in browser.client.cookies.items():
        if name not in again.client.cookies:
            again.client.cookies.set(name, value)
    kept = await again.see("/verdergaan")
    assert f'action="{draft}/vraag"' in kept
    found = dict(re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', kept, re.DOTALL))
    typed: dict[str, Any] = {name: html.unescape(value) for name, value in found.items()}
    await again.send(f"{draft}/vraag", **typed)
    page = await again.see(f"{draft}/vraag")
    assert "Samenwerking in fotonica" in page
    assert "Tweede regel" in page


@pytest.mark.asyncio
async def test_a_form_from_elsewhere_changes_nothing(desk: IntakeService) -> None:
    browser = await signed_in(desk, "asker")
    draft = await browser.begin()
    foreign = await browser.client.post(
        f"{draft}/vraag", data=FILLED["vraag"], headers={"Origin": "https://elders.example"}
    )
    assert foreign.status_code == 403
    assert "Samenwerking in fotonica" not in await browser.see(f"{draft}/vraag")


@pytest.mark.asyncio
async def test_wrong_and_right_fields_are_both_kept(desk: IntakeService) -> None:
    browser = await signed_in(desk, "asker")
    draft = await browser.begin()
    await browser.send(f"{draft}/vraag", 400, subject="x" * 300, description="Een goede beschrijving")
    page = await browser.see(f"{draft}/vraag")
    assert "x" * 300 in page
    assert "Een goede beschrijving" in page


async def rescued(desk: IntakeService) -> tuple[Asking, str]:
    """Return the browser of somebody who signed in again, and the step whose text was stashed meanwhile."""
    browser = await signed_in(desk, "asker")
    step = f"{await browser.begin()}/vraag"
    desk.clock.moment += timedelta(hours=2)
    await browser.send(step, **FILLED["vraag"])
    again = await signed_in(desk, "asker")
    again.client.cookies.set("loket_intake_form", browser.client.cookies["loket_intake_form"])
    return again, step


@pytest.mark.asyncio
async def test_rescued_text_does_not_go_over_what_was_typed_since(desk: IntakeService) -> None:
    browser, step = await rescued(desk)
    desk.clock.moment += timedelta(minutes=1)
    await browser.send(step, subject="Nieuwer", description="Nieuwere tekst")
    answer = await browser.send(step, 409, **FILLED["vraag"])
    assert "Nieuwere tekst" in answer.text
    assert "Tweede regel" in answer.text
    assert "Nieuwere tekst" in await browser.see(step)
    assert "Tweede regel" in await browser.see("/verdergaan")


@pytest.mark.asyncio
async def test_rescued_text_that_was_sent_is_not_offered_again(desk: IntakeService) -> None:
    browser, step = await rescued(desk)
    await browser.send(step, **FILLED["vraag"])
    await browser.see("/verdergaan", 303)
    await browser.send(step, subject="Nieuwer", description="Nieuwere tekst")
    assert "Nieuwere tekst" in await browser.see(step)


@pytest.mark.asyncio
async def test_a_reply_that_was_rescued_is_offered_until_it_was_sent(desk: IntakeService) -> None:
    reference = (await desk.ask())["reference"]
    browser = await signed_in(desk, "asker")
    desk.clock.moment += timedelta(minutes=31)
    await browser.send(f"/vragen/{reference}", act="reply", text="Een reactie")
    again = await signed_in(desk, "asker")
    again.client.cookies.set("loket_intake_form", browser.client.cookies["loket_intake_form"])
    assert "Een reactie" in await again.see("/verdergaan")
    await again.send(f"/vragen/{reference}", act="reply", text="Een reactie")
    await again.see("/verdergaan", 303)
