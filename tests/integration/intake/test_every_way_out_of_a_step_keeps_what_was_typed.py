"""Whoever leaves a step finds what was typed there again, right or wrong, finished or not."""

import html
import re
from typing import Any

import httpx
import pytest
from integration.intake.browser import FILLED, Asking, fill_in, signed_in
from kit.intake_service import IntakeService

from loket_intake.pages import steps
from loket_shared.http.rate_limit import RateLimit

pytestmark = pytest.mark.asyncio

HALF = {"subject": "x" * 300, "description": "Nog niet af"}


def hidden(page: str) -> dict[str, str]:
    """Return what the form of a step says of its page."""
    found = re.findall(r'<input type="hidden" name="(_\w+)" value="([^"]*)">', page)
    return {name: html.unescape(value) for name, value in found}


async def by_script(browser: Asking, path: str, **fields: Any) -> httpx.Response:
    data = {"csrf_token": browser.csrf_token, "_go": "stay", **fields}
    return await browser.client.post(path, data=data, headers={"Accept": "application/json"})


@pytest.mark.parametrize(("go", "to"), [("later", "/vragen"), ("previous", "{draft}/onderwerp")])
async def test_a_button_that_leads_away_keeps_it_without_asking_that_it_is_right(
    desk: IntakeService, go: str, to: str
) -> None:
    browser = await signed_in(desk, "asker")
    draft = await browser.begin()
    page = await browser.see(f"{draft}/vraag")
    assert f'name="_go" value="{go}"' in page
    answer = await browser.send(f"{draft}/vraag", **hidden(page), **HALF, _go=go)
    assert answer.headers["location"] == to.format(draft=draft)
    again = await browser.see(f"{draft}/vraag")
    assert "x" * 300 in again
    assert "Nog niet af" in again


async def test_no_link_of_the_form_leaves_it(desk: IntakeService) -> None:
    browser = await signed_in(desk, "asker")
    draft = await browser.begin()
    for step in FILLED:
        page = await browser.see(f"{draft}/{step}")
        form = page.partition("<main")[2].partition("</main>")[0]
        assert not re.findall(r'href="(?!tel:|#)', form), step


async def test_a_page_saves_while_somebody_types_and_says_when(desk: IntakeService) -> None:
    browser = await signed_in(desk, "asker")
    draft = await browser.begin()
    page = await browser.see(f"{draft}/vraag")
    assert "data-kept-while-typing" in page
    answer = await by_script(browser, f"{draft}/vraag", **hidden(page) | {"_turn": "1"}, **HALF)
    assert (answer.status_code, answer.json()) == (200, {"text": "Bewaard om 10.00."})
    assert "Nog niet af" in await browser.see(f"{draft}/vraag")
    assert [action for action, _ in await desk.audited()].count("draft.saved") == 1


async def test_what_arrives_late_from_the_same_page_does_not_go_over_what_is_newer(desk: IntakeService) -> None:
    browser = await signed_in(desk, "asker")
    draft = await browser.begin()
    page = hidden(await browser.see(f"{draft}/vraag"))
    await by_script(browser, f"{draft}/vraag", **page | {"_turn": "2"}, description="Het nieuwste")
    await by_script(browser, f"{draft}/vraag", **page | {"_turn": "1"}, description="Iets ouder")
    assert "Het nieuwste" in await browser.see(f"{draft}/vraag")


async def test_saving_by_itself_has_a_limit(desk: IntakeService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "AUTOSAVE_LIMIT", RateLimit("few-savings", person=1, machine=1))
    browser = await signed_in(desk, "asker")
    draft = await browser.begin()
    answers = [await by_script(browser, f"{draft}/vraag", description=str(number)) for number in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]


async def test_a_page_whose_session_is_over_is_told_and_its_text_waits(desk: IntakeService) -> None:
    browser = await signed_in(desk, "asker")
    draft = await browser.begin()
    page = hidden(await browser.see(f"{draft}/vraag"))
    await browser.send("/logout")
    answer = await by_script(browser, f"{draft}/vraag", **page, description="Wacht op mij")
    assert answer.status_code == 401
    assert "loket_intake_form" in answer.cookies


async def test_a_draft_goes_on_at_the_first_step_that_is_not_finished(desk: IntakeService) -> None:
    browser = await signed_in(desk, "asker")
    draft = await browser.begin()
    steps = [*FILLED, "controleren"]
    assert f'href="{draft}/onderwerp"' in await browser.see("/vragen")
    for step, following in zip(FILLED, steps[1:], strict=True):
        await browser.send(f"{draft}/{step}", _go="later", **FILLED[step])
        assert f'href="{draft}/{step}"' in await browser.see("/vragen")
        await browser.send(f"{draft}/{step}", **FILLED[step])
        assert f'href="{draft}/{following}"' in await browser.see("/vragen")
    await browser.send(f"{draft}/vraag", _go="later", subject="", description="")
    assert f'href="{draft}/vraag"' in await browser.see("/vragen")
    assert f'href="{draft}/vraag"' in await browser.see(f"{draft}/verwijderen")


async def test_the_check_leads_to_the_field_itself(desk: IntakeService) -> None:
    browser = await signed_in(desk, "asker")
    draft = await fill_in(browser)
    await browser.send(f"{draft}/vraag", _go="later", **FILLED["vraag"] | {"description": ""})
    await browser.send(f"{draft}/context", _go="later", **FILLED["context"] | {"partners.1.name": "Tweede"})
    page = (await browser.send(f"{draft}/controleren", 400)).text
    for address in ("vraag?terug=1#subject", "vraag?terug=1#description", "context?terug=1#partners.1.type"):
        assert f'href="{draft}/{address}"' in page
    for step, field in re.findall(rf'href="{draft}/(\w+)\?terug=1#([^"]+)"', page):
        assert re.search(rf'<(input|select|textarea)[^>]* id="{field}"', await browser.see(f"{draft}/{step}?terug=1"))
