"""A double click, a slow connection, or Back and send again: the asker's forms are handled once, without an error."""

import asyncio
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from integration.intake.browser import Asking, signed_in
from kit.intake_service import IntakeService

from loket_shared.contracts.events.cases_answered import Answer, CaseAnswered

FORMS: Mapping[str, dict[str, str]] = {
    "reply": {"text": "De partner is een universiteit."},
    "consent": {},
    "withdraw": {"reason": "Niet nodig."},
    "judge": {"helpful": "true"},
}


async def ready(desk: IntakeService, act: str) -> tuple[Asking, str]:
    """Return a browser and the page of a question that has the form of ``act``."""
    reference = (await desk.ask(consentToShare=act != "consent"))["reference"]
    if act == "judge":
        await desk.tell(CaseAnswered, reference, answered_at=desk.clock.now(), answer=Answer(text="Advies"))
    return await signed_in(desk, "asker"), f"/vragen/{reference}"


async def key_of(browser: Asking, path: str, act: str) -> str:
    """Return the key of the form of ``act`` as the page shows it now."""
    forms = re.findall(r"<form .*?</form>", await browser.see(path), re.DOTALL)
    (form,) = [form for form in forms if f'value="{act}"' in form]
    found = re.search(r'name="form_key" value="([^"]+)"', form)
    assert found
    return found[1]


async def first_key(browser: Asking, path: str) -> str:
    """Return the key of the only form beside that for signing out."""
    found = re.search(r'name="form_key" value="([^"]+)"', await browser.see(path))
    assert found
    return found[1]


async def drafts(desk: IntakeService) -> int:
    async with desk.database.engine.connect() as connection:
        return int((await connection.exec_driver_sql("SELECT count(*) FROM drafts")).scalar_one())


async def told(desk: IntakeService, path: str) -> int:
    """Return how much was published about the question after it was submitted."""
    return len(await desk.published(path.rpartition("/")[2])) - 1


@pytest.mark.asyncio
@pytest.mark.parametrize("act", FORMS)
async def test_the_second_one_goes_where_the_first_one_went(desk: IntakeService, act: str) -> None:
    browser, path = await ready(desk, act)
    form: dict[str, Any] = {"form_key": await key_of(browser, path, act), "act": act, **FORMS[act]}
    answers = await asyncio.gather(*(browser.send(path, **form) for _ in range(3)))
    answers.append(await browser.send(path, **form))
    assert {answer.headers["location"] for answer in answers} == {f"{path}?gedaan={act}"}
    assert await told(desk, path) == 1


@pytest.mark.asyncio
async def test_the_same_words_in_a_new_form_and_other_words_in_the_old_one_are_said(desk: IntakeService) -> None:
    browser, path = await ready(desk, "reply")
    first, second = [await key_of(browser, path, "reply") for _ in range(2)]
    for key, text in ((first, "Ja."), (second, "Ja."), (first, "Nee."), (first, "Ja.")):
        await browser.send(path, form_key=key, act="reply", text=text)
    question = (await desk.get("asker", path.replace("/vragen", "/v1/questions"))).json()
    assert [message["text"] for message in question["messages"]] == ["Ja.", "Ja.", "Nee."]


@pytest.mark.asyncio
async def test_a_form_that_was_refused_can_be_sent_again(desk: IntakeService) -> None:
    browser, path = await ready(desk, "reply")
    key = await key_of(browser, path, "reply")
    await browser.send(path, 400, form_key=key, act="reply", text="")
    await browser.send(path, 303, form_key=key, act="reply", text="Toch iets.")
    assert await told(desk, path) == 1


@pytest.mark.asyncio
async def test_what_was_kept_while_the_session_ran_out_is_still_the_same_form(desk: IntakeService) -> None:
    browser, path = await ready(desk, "reply")
    form: dict[str, Any] = {"form_key": await key_of(browser, path, "reply"), "act": "reply", "text": "Ja."}
    desk.clock.moment += timedelta(hours=2)
    assert (await browser.send(path, **form)).headers["location"].startswith("/login")
    again = await signed_in(desk, "asker")
    again.client.cookies.update({"loket_intake_form": browser.client.cookies["loket_intake_form"]})
    kept, _, shown = (await again.see("/verdergaan")).partition("</form>\n<details")
    assert f'name="form_key" hidden>\n{form["form_key"]}</textarea>' in kept
    assert (form["form_key"] in shown, "Ja." in shown) == (False, True)
    for _ in range(2):
        await again.send(path, **form)
    assert await told(desk, path) == 1


@pytest.mark.asyncio
async def test_a_double_click_begins_one_draft_and_discards_it_once(desk: IntakeService) -> None:
    browser, new = await signed_in(desk, "asker"), "/vragen/nieuw"
    key = await first_key(browser, new)
    begun = await asyncio.gather(*(browser.send(new, form_key=key) for _ in range(3)))
    (there,) = {answer.headers["location"] for answer in begun}
    assert await drafts(desk) == 1
    away = f"{there.rpartition('/')[0]}/verwijderen"
    key_of_discarding = await first_key(browser, away)
    for _ in range(2):
        assert (await browser.send(away, form_key=key_of_discarding)).headers["location"] == "/vragen"


@pytest.mark.asyncio
async def test_the_page_of_a_draft_that_is_gone_begins_another(desk: IntakeService) -> None:
    browser, new = await signed_in(desk, "asker"), "/vragen/nieuw"
    key = await first_key(browser, new)
    first, _ = [(await browser.send(new, form_key=key)).headers["location"] for _ in range(2)]
    await browser.send(f"{first.rpartition('/')[0]}/verwijderen")
    second = (await browser.send(new, form_key=key)).headers["location"]
    assert second != first
    await browser.see(second)
