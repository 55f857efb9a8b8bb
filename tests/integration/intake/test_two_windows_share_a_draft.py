"""Two windows on one draft: what one of them saved is not put aside by the other without somebody's choice."""

import pytest
from integration.intake.browser import FILLED, Asking, signed_in
from integration.intake.test_every_way_out_of_a_step_keeps_what_was_typed import by_script, hidden
from kit.intake_service import IntakeService

pytestmark = pytest.mark.asyncio


def typed(text: str) -> dict[str, str]:
    return {"subject": "Onderwerp", "description": text}


async def windows(desk: IntakeService) -> tuple[Asking, str, dict[str, str], dict[str, str]]:
    """Return a browser, the address of a step, and what each of two windows on it says of its page."""
    browser = await signed_in(desk, "asker")
    step = f"{await browser.begin()}/vraag"
    await browser.send(step, **typed("Zoals het was"))
    return browser, step, hidden(await browser.see(step)), hidden(await browser.see(step))


async def test_a_stale_page_shows_both_texts_and_keeps_the_stored_one(desk: IntakeService) -> None:
    browser, step, first, second = await windows(desk)
    await browser.send(step, **first, **typed("Van het eerste venster"))
    answer = await browser.send(step, 409, **second, **typed("Van het tweede venster"))
    assert "in een ander venster gewijzigd" in answer.text
    assert "<bdi>Van het eerste venster</bdi>" in answer.text
    assert "\nVan het tweede venster</textarea>" in answer.text
    assert "data-kept-while-typing" not in answer.text
    assert "Van het eerste venster" in await browser.see(step)
    await browser.send(step, **hidden(answer.text), **typed("Van het tweede venster"))
    assert "Van het tweede venster" in await browser.see(step)


@pytest.mark.parametrize("go", ["later", "previous", "stay"])
async def test_no_way_out_goes_over_it(desk: IntakeService, go: str) -> None:
    browser, step, first, second = await windows(desk)
    await browser.send(step, **first, **typed("Van het eerste venster"))
    await browser.send(step, 409, _go=go, **second, **typed("Van het tweede venster"))
    assert "Van het eerste venster" in await browser.see(step)


async def test_saving_by_itself_does_not_go_over_it(desk: IntakeService) -> None:
    browser, step, first, second = await windows(desk)
    await by_script(browser, step, **first, **typed("Van het eerste venster"))
    refused = await by_script(browser, step, **second, **typed("Van het tweede venster"))
    assert refused.status_code == 409
    assert "in een ander venster" in refused.json()["text"]
    assert "Van het eerste venster" in await browser.see(step)


async def test_one_page_may_save_as_often_as_it_likes(desk: IntakeService) -> None:
    browser, step, first, _ = await windows(desk)
    for text in ("een", "twee", "drie"):
        await by_script(browser, step, **first, **typed(text))
    await browser.send(step, **first, **typed("vier"))
    assert "vier" in await browser.see(step)


async def test_the_same_text_and_another_step_are_in_nobodys_way(desk: IntakeService) -> None:
    browser, step, first, second = await windows(desk)
    await browser.send(step, **first, **typed("Hetzelfde"))
    await browser.send(step, **second, **typed("Hetzelfde"))
    other = step.replace("vraag", "delen")
    shown = hidden(await browser.see(other))
    await browser.send(step, **typed("Intussen"))
    await browser.send(other, **shown, **FILLED["delen"])
