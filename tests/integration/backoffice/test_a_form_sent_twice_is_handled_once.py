"""A double click, a slow connection, or Back and send again: the desk's forms are handled once, without an error."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from integration.backoffice.clients import window_of
from kit.backoffice_service import REFERENCE, BackofficeService
from kit.personas import CLEARED

from loket_backoffice.handlers.read_cases import read_case

HERE = f"/zaken/{REFERENCE}"
FORMS: Mapping[str, dict[str, Any]] = {
    "note": {"text": "Nabellen."},
    "ask-asker": {"text": "Wie betaalt dit?"},
    "ask-department": {"department": "BZ"},
    "write-answer": {"text": "Ons advies."},
}


async def parts(office: BackofficeService) -> int:
    """Return how many notes, messages, requests and versions of the answer there are."""
    case = await office.act(read_case, CLEARED, REFERENCE)
    return int(len(case.notes) + len(case.messages) + len(case.requests) + case.answer.version)


@pytest.mark.asyncio
@pytest.mark.parametrize("act", FORMS)
async def test_the_second_one_goes_where_the_first_one_went(photonics: BackofficeService, act: str) -> None:
    before = await parts(photonics)
    async with window_of(photonics, "front-office") as window:
        key, version = await window.form_key(HERE), dict[str, Any]()
        if act != "note":
            case = await photonics.act(read_case, CLEARED, REFERENCE)
            version = {"version": str(case.answer.version if act == "write-answer" else case.version)}
        sent = [window.send(HERE, act, key=key, **FORMS[act], **version) for _ in range(3)]
        went = await asyncio.gather(*sent)
        went.append(await window.send(HERE, act, key=key, **FORMS[act], **version))
    assert went == [f"{HERE}?gedaan={act}"] * 4
    assert await parts(photonics) == before + 1


@pytest.mark.asyncio
async def test_a_contribution_is_submitted_once(photonics: BackofficeService) -> None:
    case = await photonics.act(read_case, CLEARED, REFERENCE)
    request = next(request for request in case.requests if request.department == "EZK")
    here = f"/bijdrageverzoeken/{request.id}"
    async with window_of(photonics, "expert-ezk") as window:
        key = await window.form_key(here)
        fields: dict[str, Any] = {"text": "Onze bijdrage", "version": str(request.version)}
        went = [await window.send(here, "submit", under="write", key=key, **fields) for _ in range(2)]
    assert went == [f"{here}?gedaan=submit"] * 2


@pytest.mark.asyncio
async def test_a_page_has_a_key_of_its_own_each_time_it_is_shown(photonics: BackofficeService) -> None:
    async with window_of(photonics, "front-office") as window:
        keys = [await window.form_key(HERE) for _ in range(3)]
        for key in keys:
            await window.send(HERE, "note", key=key, text="Nabellen.")
    assert len(set(keys)) == 3
    assert len((await photonics.act(read_case, CLEARED, REFERENCE)).notes) == 3


@pytest.mark.asyncio
async def test_another_text_from_an_older_page_is_not_lost(photonics: BackofficeService) -> None:
    async with window_of(photonics, "front-office") as window:
        key = await window.form_key(HERE)
        for text in ("Nabellen.", "Nabellen op maandag."):
            await window.send(HERE, "note", key=key, text=text)
    notes = (await photonics.act(read_case, CLEARED, REFERENCE)).notes
    assert [note.text for note in notes] == ["Nabellen.", "Nabellen op maandag."]


@pytest.mark.asyncio
async def test_a_form_that_was_refused_can_be_sent_again(photonics: BackofficeService) -> None:
    async with window_of(photonics, "front-office") as window:
        key = await window.form_key(HERE)
        await window.send(HERE, "ask-asker", 409, key=key, text="Wie?", version="99")
        await window.send(HERE, "ask-asker", 409, key=key, text="Wie?", version="99")
        case = await photonics.act(read_case, CLEARED, REFERENCE)
        await window.send(HERE, "ask-asker", key=key, text="Wie?", version=str(case.version))
