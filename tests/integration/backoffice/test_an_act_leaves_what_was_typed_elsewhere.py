"""A button of the work place sends everything typed on its page; what it did not use is there again afterwards."""

import re
from collections.abc import Sequence

import pytest
from integration.backoffice.clients import Window, window_of
from kit.backoffice_service import REFERENCE, BackofficeService
from kit.form_fields import Fields, default_button, fields_on, links_back
from kit.personas import SECOND, expert

from loket_backoffice.handlers.answer_steps import write_answer_draft
from loket_backoffice.handlers.read_cases import read_case

HERE = f"/zaken/{REFERENCE}"
UNSENT = "loket_backoffice_unsent"
THEIRS = "De tekst van een collega"


def hidden(page: str) -> Fields:
    """Return what a browser would send of the page besides what is typed now."""
    return {name: values for name, values in fields_on(page).items() if name not in ("csrf_token", "act")}


def typed_in(page: str, name: str) -> str:
    """Return what stands in a field."""
    return fields_on(page)[name][0]


async def press(window: Window, page: str, act: str, /, **typed: str | Sequence[str]) -> str:
    """Press a button on ``page`` as a browser does, with everything else that stands there; return what comes next."""
    fields: dict[str, str | Sequence[str]] = {**hidden(page), **typed}
    where = await window.send_all(HERE, act, fields)
    return await window.see(where)


@pytest.mark.asyncio
async def test_a_note_leaves_the_answer_that_was_not_kept(photonics: BackofficeService) -> None:
    async with window_of(photonics, "front-office") as window:
        page = await window.see(HERE)
        typed = {"note-text": "Gebeld met de instelling.", "write-answer-text": "Het begin\r\nvan een antwoord"}
        page = await press(window, page, "note", **typed)
        assert "De notitie is bewaard." in page
        assert typed_in(page, "note-text") == ""
        assert typed_in(page, "write-answer-text").splitlines() == ["Het begin", "van een antwoord"]
        assert "is nog niet verstuurd" in page
        page = await press(window, page, "write-answer", **{"write-answer-text": "Het hele antwoord"})
        assert "is nog niet verstuurd" not in page
        assert "Gebeld" not in typed_in(page, "note-text")
        assert typed_in(page, "write-answer-text") == "Het hele antwoord"


@pytest.mark.asyncio
async def test_what_the_own_act_changed_makes_nothing_stale(photonics: BackofficeService) -> None:
    async with window_of(photonics, "front-office") as window:
        page = await window.see(HERE)
        typed = {"ask-asker-text": "Wie betaalt dit?", "route-reason": "Ook BZ", "note-text": "Straks bellen"}
        page = await press(window, page, "assign", **typed, **{"route-lead": "EZK", "route-contributors": ["BZ"]})
        assert typed_in(page, "ask-asker-text") == "Wie betaalt dit?"
        assert re.search(r'name="route-contributors" value="BZ" checked', page)
        assert not re.search(r'name="route-contributors" value="OCW" checked', page)
        page = await press(window, page, "ask-asker")
        assert "Uw vraag is aan de indiener gestuurd" in page
        assert typed_in(page, "route-reason") == "Ook BZ"
        assert typed_in(page, "note-text") == "Straks bellen"


@pytest.mark.asyncio
async def test_a_draft_kept_meanwhile_by_another_is_not_overwritten(photonics: BackofficeService) -> None:
    async with window_of(photonics, "front-office") as window:
        page = await window.see(HERE)
        await photonics.act(write_answer_draft, SECOND, REFERENCE, THEIRS, 0)
        page = await press(window, page, "note", **{"note-text": "Een notitie", "write-answer-text": "Mijn tekst"})
        assert typed_in(page, "write-answer-text") == "Mijn tekst"
        refused = await window.send_all(HERE, "write-answer", {**hidden(page), "write-answer-text": "Mijn tekst"}, 409)
        assert THEIRS in refused
        assert typed_in(refused, "write-answer-text") == "Mijn tekst"
    case = await photonics.act(read_case, SECOND, REFERENCE)
    assert case.answer.draft == THEIRS


@pytest.mark.asyncio
async def test_a_draft_that_was_only_looked_at_is_shown_as_it_is_now(photonics: BackofficeService) -> None:
    await photonics.act(write_answer_draft, SECOND, REFERENCE, "Eerste tekst", 0)
    async with window_of(photonics, "front-office") as window:
        page = await window.see(HERE)
        await photonics.act(write_answer_draft, SECOND, REFERENCE, THEIRS, 1)
        page = await press(window, page, "note", **{"note-text": "Een notitie"})
    assert typed_in(page, "write-answer-text") == THEIRS
    assert hidden(page)["write-answer-version"] == ["2"]
    assert "is nog niet verstuurd" not in page


@pytest.mark.asyncio
async def test_a_refused_form_leaves_the_others_on_what_they_saw(photonics: BackofficeService) -> None:
    async with window_of(photonics, "front-office") as window:
        page = await window.see(HERE)
        await photonics.act(write_answer_draft, SECOND, REFERENCE, THEIRS, 0)
        typed = {"ask-asker-text": "", "write-answer-text": "Mijn tekst"}
        page = await window.send_all(HERE, "ask-asker", {**hidden(page), **typed}, 400)
    assert typed_in(page, "write-answer-text") == "Mijn tekst"
    assert hidden(page)["write-answer-version"] == ["0"]


@pytest.mark.asyncio
async def test_what_cannot_be_sent_any_more_is_shown(photonics: BackofficeService) -> None:
    async with window_of(photonics, "front-office") as window:
        page = await window.see(HERE)
        typed = {"write-answer-text": "Het antwoord", "ask-department-question": "Kent u de partner?"}
        page = await press(window, page, "submit-answer", **typed)
    assert "kan hier nu niet verstuurd worden" in page
    assert "Kent u de partner?" in page


async def unsent(office: BackofficeService) -> str:
    """Leave a text behind that was not sent; return what the browser keeps of it."""
    async with window_of(office, "front-office") as window:
        typed = {"note-text": "Een notitie", "write-answer-text": "Geheim"}
        where = await window.send_all(HERE, "note", {**hidden(await window.see(HERE)), **typed})
        assert "Geheim" not in where
        return window.cookie(UNSENT, HERE)


async def sees(office: BackofficeService, persona: str, token: str) -> bool:
    """Return True if the page shows the text to a persona in that browser."""
    async with window_of(office, persona) as window:
        window.give(UNSENT, token)
        return "Geheim" in await window.see(HERE)


@pytest.mark.asyncio
async def test_the_same_person_gets_it_back_for_an_hour(photonics: BackofficeService) -> None:
    token = await unsent(photonics)
    assert await sees(photonics, "front-office", token)
    photonics.wait(minutes=61)
    assert not await sees(photonics, "front-office", token)


@pytest.mark.asyncio
async def test_once_somebody_else_uses_the_browser_nobody_gets_it(photonics: BackofficeService) -> None:
    token = await unsent(photonics)
    assert not await sees(photonics, "front-office-2", token)
    assert not await sees(photonics, "front-office", token)


@pytest.mark.asyncio
async def test_taking_a_request_leaves_the_contribution_that_was_begun(photonics: BackofficeService) -> None:
    case = await photonics.act(read_case, expert("EZK"), REFERENCE)
    request = next(one for one in case.requests if one.department == "EZK")
    here = f"/bijdrageverzoeken/{request.id}"
    async with window_of(photonics, "expert-ezk") as window:
        page = await window.see(here)
        typed = {"write-text": "Onze bijdrage", "write-background": "Wat speelt"}
        page = await window.see(await window.send_all(here, "assign", {**hidden(page), **typed}))
        assert typed_in(page, "write-text") == "Onze bijdrage"
        assert typed_in(page, "write-background") == "Wat speelt"
        await window.send_all(here, "submit", {**hidden(page), **typed})


@pytest.mark.asyncio
async def test_choosing_a_route_or_a_language_keeps_what_is_typed(office: BackofficeService) -> None:
    await office.hear(office.submitted())
    await office.hear(office.decided("EZK", ("OCW",), confirm=True))
    typed = {"note-text": "Straks bellen", "write-answer-text": "Het begin"}
    async with window_of(office, "front-office") as window:
        for act, view in (
            ("keep", ""),
            ("keep:keuze=2#route", "?keuze=2#route"),
            ("keep:taal=en", "?taal=en"),
            ("keep:#routing", "#routing"),
        ):
            fields: dict[str, str | Sequence[str]] = {**hidden(await window.see(HERE)), **typed}
            where = await window.send_all(HERE, act, fields)
            assert where == f"{HERE}{view}"
            page = await window.see(where)
            assert typed_in(page, "note-text") == "Straks bellen"
            assert typed_in(page, "write-answer-text") == "Het begin"
        await window.send_all(HERE, "keep:\r\nX: y", {}, 404)
        await window.send_all(HERE, "keep://elsewhere", {}, 404)


@pytest.mark.asyncio
async def test_a_reason_that_is_typed_stays_where_a_route_is_chosen(office: BackofficeService) -> None:
    await office.hear(office.submitted())
    await office.hear(office.decided("EZK", ("OCW",), confirm=True))
    async with window_of(office, "front-office") as window:
        fields: dict[str, str | Sequence[str]] = {**hidden(await window.see(HERE)), "route-reason": "Omdat."}
        page = await window.see(await window.send_all(HERE, "keep:keuze=1#route", fields))
        assert typed_in(page, "route-reason") == "Omdat."


@pytest.mark.asyncio
async def test_no_link_on_a_page_with_forms_loses_what_is_typed(photonics: BackofficeService) -> None:
    case = await photonics.act(read_case, SECOND, REFERENCE)
    pages = [("front-office", HERE), ("front-office", f"{HERE}?keuze=1")]
    pages += [("expert-ezk", f"/bijdrageverzoeken/{each.id}") for each in case.requests if each.department == "EZK"]
    assert len(pages) == 3
    for who, path in pages:
        async with window_of(photonics, who) as window:
            page = await window.see(path)
            assert links_back(page, path) == []


@pytest.mark.asyncio
async def test_the_enter_key_does_no_act(photonics: BackofficeService) -> None:
    async with window_of(photonics, "front-office") as window:
        button = default_button(await window.see(HERE))
    assert (button["type"], button["value"], button["tabindex"], button["aria-hidden"]) == (
        "submit",
        "keep",
        "-1",
        "true",
    )
    assert "disabled" not in button
