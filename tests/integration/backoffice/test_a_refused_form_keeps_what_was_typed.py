"""Whatever a form is refused for, the page says why and nothing typed is lost."""

import pytest
from integration.backoffice.clients import window_of
from kit.backoffice_service import REFERENCE, BackofficeService
from kit.personas import SECOND

from loket_backoffice.handlers.answer_steps import write_answer_draft
from loket_backoffice.handlers.case_steps import assign_case
from loket_backoffice.handlers.read_cases import read_case

HERE = f"/zaken/{REFERENCE}"


@pytest.mark.asyncio
async def test_a_stale_form_shows_what_changed_and_can_be_sent_again(photonics: BackofficeService) -> None:
    seen = await photonics.act(read_case, SECOND, REFERENCE)
    await photonics.act(assign_case, SECOND, REFERENCE, SECOND.subject, seen.version)
    async with window_of(photonics, "front-office") as window:
        page = await window.send(HERE, "ask-asker", 409, text="Wie betaalt dit?", version=str(seen.version))
        assert "Dit is intussen gewijzigd" in page
        assert "<li>Zaak toegewezen</li>" in page
        assert "Wie betaalt dit?</textarea>" in page
        assert f'name="ask-asker-version" value="{seen.version + 1}"' in page
        where = await window.send(HERE, "ask-asker", text="Wie betaalt dit?", version=str(seen.version + 1))
    assert where == f"{HERE}?gedaan=ask-asker"


@pytest.mark.asyncio
async def test_beside_a_stale_draft_stands_the_text_of_the_other(photonics: BackofficeService) -> None:
    await photonics.act(write_answer_draft, SECOND, REFERENCE, "De tekst van een collega", 0)
    async with window_of(photonics, "front-office") as window:
        page = await window.send(HERE, "write-answer", 409, text="Mijn eigen tekst", version="0")
    assert "Mijn eigen tekst</textarea>" in page
    assert "De tekst zoals die nu is" in page
    assert "De tekst van een collega" in page


@pytest.mark.asyncio
async def test_an_empty_field_is_named_in_words(photonics: BackofficeService) -> None:
    async with window_of(photonics, "front-office") as window:
        page = await window.send(HERE, "route", 400, lead="OCW", contributors=["BZ", "NCTV"], reason="")
    assert "Fout:" in page
    assert 'href="#route-reason">Vul de reden van de nieuwe route in.</a>' in page
    assert "Dit is verplicht" not in page
    assert 'value="OCW" selected' in page
    assert 'id="route-contributors-BZ" name="route-contributors" value="BZ" checked' in page
    assert 'id="route-contributors-AIVD" name="route-contributors" value="AIVD" checked' not in page


@pytest.mark.asyncio
async def test_what_was_typed_in_a_form_that_is_gone_is_shown_still(photonics: BackofficeService) -> None:
    async with window_of(photonics, "expert-ezk") as window:
        page = await window.send(HERE, "ask-asker", 403, text="Mag ik dit vragen?")
    assert "U mag dit niet doen." in page
    assert "Mag ik dit vragen?" in page


@pytest.mark.asyncio
async def test_an_act_that_no_form_has_does_not_exist(photonics: BackofficeService) -> None:
    async with window_of(photonics, "front-office") as window:
        await window.send(HERE, "erase", 404)
