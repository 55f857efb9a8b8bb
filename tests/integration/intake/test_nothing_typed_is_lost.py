"""A session may run out, and a page may be left: what was typed comes back."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from integration.intake.browser import FILLED, signed_in
from integration.intake.desk import Desk


@pytest.mark.asyncio
async def test_a_form_sent_after_the_session_ran_out_is_sent_after_all(desk: Desk) -> None:
    browser = await signed_in(desk, "asker")
    draft = await browser.begin()
    desk.clock.moment += timedelta(hours=2)
    sent = await browser.send(f"{draft}/vraag", **FILLED["vraag"])
    assert sent.headers["location"].startswith("/login")
    again = await signed_in(desk, "asker")
    for name, value in browser.client.cookies.items():
        if name not in again.client.cookies:
            again.client.cookies.set(name, value)
    kept = await again.see("/continue")
    assert f'action="{draft}/vraag"' in kept
    found = dict(re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', kept, re.DOTALL))
    typed: dict[str, Any] = {name: html.unescape(value) for name, value in found.items()}
    await again.send(f"{draft}/vraag", **typed)
    page = await again.see(f"{draft}/vraag")
    assert "Samenwerking in fotonica" in page
    assert "Tweede regel" in page


@pytest.mark.asyncio
async def test_a_form_from_elsewhere_changes_nothing(desk: Desk) -> None:
    browser = await signed_in(desk, "asker")
    draft = await browser.begin()
    foreign = await browser.client.post(
        f"{draft}/vraag", data=FILLED["vraag"], headers={"Origin": "https://elders.example"}
    )
    assert foreign.status_code == 403
    assert "Samenwerking in fotonica" not in await browser.see(f"{draft}/vraag")


@pytest.mark.asyncio
async def test_wrong_and_right_fields_are_both_kept(desk: Desk) -> None:
    browser = await signed_in(desk, "asker")
    draft = await browser.begin()
    await browser.send(f"{draft}/vraag", 400, subject="x" * 300, description="Een goede beschrijving")
    page = await browser.see(f"{draft}/vraag")
    assert "x" * 300 in page
    assert "Een goede beschrijving" in page
