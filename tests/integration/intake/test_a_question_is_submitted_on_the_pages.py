"""The way of the asker through the form, without scripts."""

import re

import pytest
from integration.intake.browser import FILLED, fill_in, signed_in, submit
from kit.intake_service import IntakeService


@pytest.mark.asyncio
async def test_every_step_leads_to_the_next_and_the_last_to_the_confirmation(desk: IntakeService) -> None:
    browser = await signed_in(desk, "asker")
    draft = await browser.begin()
    for step, following in zip(FILLED, [*list(FILLED)[1:], "controleren"], strict=True):
        assert f"{draft}/{step}" in await browser.see(f"{draft}/{step}")
        assert (await browser.send(f"{draft}/{step}", **FILLED[step])).headers["location"] == f"{draft}/{following}"
    check = await browser.see(f"{draft}/controleren")
    assert "Samenwerking in fotonica" in check
    assert "Technische universiteit" in check
    confirmation = (await browser.send(f"{draft}/controleren")).headers["location"]
    page = await browser.see(confirmation)
    assert "KV-2026-000001" in page
    assert "uiterlijk woensdag 25 november 2026 om 10:00 uur" in page


@pytest.mark.asyncio
async def test_the_api_shows_what_was_filled_in_on_the_pages(desk: IntakeService) -> None:
    reference = await submit(await signed_in(desk, "asker"))
    question = (await desk.get("asker", f"/v1/questions/{reference}")).json()
    assert question["topics"] == ["collaboration-institution", "sanctions"]
    assert question["description"] == "Eerste regel\nTweede regel"
    assert question["countries"] == ["CN"]
    assert question["neededBy"] == "2026-12-15"
    (partner,) = question["partners"]
    assert (partner["name"], partner["website"]) == ("Technische universiteit", None)


@pytest.mark.asyncio
async def test_a_form_that_is_sent_twice_submits_once(desk: IntakeService) -> None:
    browser = await signed_in(desk, "asker")
    draft = await fill_in(browser)
    first = await browser.send(f"{draft}/controleren")
    second = await browser.send(f"{draft}/controleren")
    assert first.headers["location"] == second.headers["location"]
    assert len((await desk.get("asker", "/v1/questions")).json()["items"]) == 1


@pytest.mark.asyncio
async def test_a_draft_goes_only_after_a_second_thought(desk: IntakeService) -> None:
    browser = await signed_in(desk, "asker")
    draft = await fill_in(browser)
    assert f'href="{draft}/verwijderen"' in await browser.see(f"{draft}/controleren")
    assert f'action="{draft}/verwijderen"' in await browser.see(f"{draft}/verwijderen")
    assert draft in await browser.see("/vragen")
    await browser.send(f"{draft}/verwijderen")
    assert draft not in await browser.see("/vragen")


@pytest.mark.asyncio
async def test_what_is_wrong_is_said_and_what_was_typed_stays(desk: IntakeService) -> None:
    browser = await signed_in(desk, "asker")
    draft = await browser.begin()
    answer = await browser.send(
        f"{draft}/context", 400, **{"neededBy": "31-02-2027", "partners.0.name": "Alleen een naam"}
    )
    assert "<title>Fout:" in answer.text
    assert "Vul voor de datum waarop u een antwoord nodig hebt een bestaande datum in" in answer.text
    assert "Kies de soort organisatie van partner 1." in answer.text
    again = await browser.see(f"{draft}/context")
    assert 'value="31-02-2027"' in again
    assert 'value="Alleen een naam"' in again


@pytest.mark.asyncio
async def test_the_check_names_every_step_that_is_not_right(desk: IntakeService) -> None:
    browser = await signed_in(desk, "asker")
    draft = await browser.begin()
    answer = await browser.send(f"{draft}/controleren", 400)
    for step in ("onderwerp", "vraag", "delen"):
        assert f"{draft}/{step}?terug=1" in answer.text
    assert "Kies ten minste één onderwerp." in answer.text


@pytest.mark.asyncio
async def test_a_further_row_is_asked_for_without_scripts(desk: IntakeService) -> None:
    browser = await signed_in(desk, "asker")
    draft = await browser.begin()
    answer = await browser.send(f"{draft}/context", 303, **{"countries.0": "CN", "further": "countries"})
    page = await browser.see(answer.headers["location"].partition("#")[0])
    assert 'name="countries.1"' in page
    assert '<option value="CN" selected>' in page


@pytest.mark.asyncio
async def test_a_draft_is_its_owners_and_only_for_thirty_days(desk: IntakeService) -> None:
    browser, other = await signed_in(desk, "asker"), await signed_in(desk, "colleague")
    draft = await browser.begin()
    await other.see(f"{draft}/onderwerp", 404)
    await other.send(f"{draft}/onderwerp", 404, **FILLED["onderwerp"])
    assert draft in await browser.see("/vragen")
    assert draft not in await other.see("/vragen")
    desk.clock.moment = desk.clock.moment.replace(month=12, day=24)
    await (await signed_in(desk, "asker")).see(f"{draft}/onderwerp", 404)


@pytest.mark.asyncio
async def test_errors_say_which_partner_they_are_about_in_the_order_of_the_page(desk: IntakeService) -> None:
    browser = await signed_in(desk, "asker")
    draft = await browser.begin()
    typed = {
        "partners.0.name": "Eerste",
        "partners.0.rorId": "geen",
        "partners.0.website": "photonix",
        "partners.1.type": "company",
        "partners.1.country": "NL",
        "neededBy": "31 februari 2027",
    }
    answer = await browser.send(f"{draft}/context", 400, **typed)
    summary = answer.text.partition('class="loket-error-summary__list"')[2].partition("</ul>")[0]
    assert re.findall(r'href="#([^"]+)"', summary) == [
        "partners.0.type",
        "partners.0.website",
        "partners.0.rorId",
        "partners.1.name",
        "neededBy",
    ]
    for words in (
        "Kies de soort organisatie van partner 1.",
        "Vul voor de website van partner 1 het hele webadres in",
        "het ROR-nummer van partner 1",
        "Vul de naam van partner 2 in.",
    ):
        assert words in summary


@pytest.mark.asyncio
async def test_what_a_partner_needs_is_said_before_its_fields(desk: IntakeService) -> None:
    browser = await signed_in(desk, "asker")
    page = await browser.see(f"{await browser.begin()}/context")
    rule = page.index("Vul dan ten minste de naam en de soort in.")
    assert rule < page.index('id="partners.0.name"')
    label = re.search(r'for="partners.0.type">([^<]*)(<|$)', page)
    assert label
    assert page[label.end(1) :].startswith("</label>")


@pytest.mark.parametrize("typed", ["15 december 2026", "15/12/2026", "15-12-2026", "Tuesday 15 December 2026"])
@pytest.mark.asyncio
async def test_a_day_is_read_as_people_write_it(desk: IntakeService, typed: str) -> None:
    reference = await submit(await signed_in(desk, "asker"), context={"neededBy": typed})
    assert (await desk.get("asker", f"/v1/questions/{reference}")).json()["neededBy"] == "2026-12-15"
