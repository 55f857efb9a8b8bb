"""Back leads to pages of a draft that was submitted: nothing there is lost, and nothing is a dead end."""

import html
import re

import pytest
from integration.intake.browser import FILLED, fill_in, signed_in, submit
from kit.intake_service import IntakeService

pytestmark = pytest.mark.asyncio

PAGES = [*FILLED, "controleren", "verwijderen"]


def reply_in(page: str) -> str:
    found = re.search(r'<textarea[^>]*name="text"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert found, "the page has the form for a reply"
    return html.unescape(found[1])


async def test_every_page_of_the_draft_leads_to_the_confirmation(desk: IntakeService) -> None:
    browser = await signed_in(desk, "asker")
    draft = await fill_in(browser)
    confirmation = (await browser.send(f"{draft}/controleren")).headers["location"]
    for page in PAGES:
        asked = await browser.client.get(f"{draft}/{page}")
        assert (asked.status_code, asked.headers.get("location")) == (303, confirmation), page
        assert (await browser.send(f"{draft}/{page}", **FILLED.get(page, {}))).headers["location"] == confirmation
    page = await browser.see(confirmation)
    assert reply_in(page) == ""
    assert "Het formulier van uw vraag is nu gesloten." in page


async def test_what_is_typed_after_all_waits_as_a_reply(desk: IntakeService) -> None:
    browser = await signed_in(desk, "asker")
    draft = await fill_in(browser)
    confirmation = (await browser.send(f"{draft}/controleren")).headers["location"]
    late = FILLED["vraag"] | {"description": "Eerste regel\r\nTweede regel\r\nEn nog <iets>"}
    assert (await browser.send(f"{draft}/vraag", **late)).headers["location"] == confirmation
    page = await browser.see(confirmation)
    assert "is niet toegevoegd" in page
    assert reply_in(page).replace("\r\n", "\n") == "Eerste regel\nTweede regel\nEn nog <iets>"
    reference = confirmation.split("/")[2]
    assert "En nog" not in (await desk.get("asker", f"/v1/questions/{reference}")).text
    await browser.send(f"/vragen/{reference}", act="reply", text=reply_in(page) + "!")
    assert reply_in(await browser.see(confirmation)) == ""
    (message,) = (await desk.get("asker", f"/v1/questions/{reference}")).json()["messages"]
    assert message["text"].endswith("En nog <iets>!")


async def test_several_fields_are_named(desk: IntakeService) -> None:
    browser = await signed_in(desk, "asker")
    draft = await fill_in(browser)
    confirmation = (await browser.send(f"{draft}/controleren")).headers["location"]
    changed = {"partners.0.name": "Andere partner", "countries.1": "JP", "neededBy": "16-12-2026"}
    await browser.send(f"{draft}/context", **FILLED["context"] | changed)
    text = reply_in(await browser.see(confirmation))
    assert "Landen: China, Japan" in text
    assert "Partner: Andere partner, Universiteit of hogeschool, China" in text
    assert "Antwoord nodig op: 2026-12-16" in text
    assert "Fotonica" not in text


async def test_it_waits_for_its_writer_alone_and_is_sealed(desk: IntakeService) -> None:
    browser, other = await signed_in(desk, "asker"), await signed_in(desk, "colleague")
    draft = await fill_in(browser)
    confirmation = (await browser.send(f"{draft}/controleren")).headers["location"]
    await browser.send(f"{draft}/vraag", subject="Anders", description="Alleen van mij")
    async with desk.database.engine.connect() as connection:
        (kept,) = (await connection.exec_driver_sql("SELECT data FROM stashed_forms")).scalars()
    assert b"Alleen van mij" not in bytes(kept)
    for method in ("GET", "POST"):
        asked = await other.client.request(method, f"{draft}/vraag", data={"csrf_token": other.csrf_token})
        assert asked.status_code == 404
    browser.client.cookies.set("loket_intake", other.client.cookies["loket_intake"], domain="intake.example")
    await browser.see(confirmation, 404)
    mine = await submit(other)
    assert "Alleen van mij" not in await browser.see(f"/vragen/{mine}/ontvangen")


async def test_a_page_that_saves_by_itself_is_told(desk: IntakeService) -> None:
    browser = await signed_in(desk, "asker")
    draft = await fill_in(browser)
    await browser.send(f"{draft}/controleren")
    headers = {"Accept": "application/json"}
    data = {"csrf_token": browser.csrf_token, "_go": "stay", "description": "Nog iets"}
    answer = await browser.client.post(f"{draft}/vraag", data=data, headers=headers)
    assert answer.status_code == 409
    assert "al ingediend" in answer.json()["text"]
