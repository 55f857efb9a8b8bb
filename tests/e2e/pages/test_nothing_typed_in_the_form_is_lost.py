"""Whoever types in the form for a question and leaves it finds the text again; in a real browser."""

import re

import pytest
from e2e.pages.conftest import Opens
from e2e.pages.test_asker_walks_through_the_form import GO_ON, begin
from e2e.pages.visitor import Visitor
from playwright.sync_api import expect

TEXT = "Dit mag niet verloren gaan"


def at_the_question(visitor: Visitor) -> str:
    """Begin a question and go to its second step; return the address of it."""
    begin(visitor)
    visitor.choose("Ik stel een vraag")
    visitor.choose("Samenwerking met een kennisinstelling")
    visitor.press(GO_ON)
    return visitor.path


def subject_at(visitor: Visitor, step: str) -> str:
    visitor.see(step)
    return visitor.page.locator("#subject").input_value()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_buttons_beside_the_sentence_keep_it(opens: Opens, scripts: bool) -> None:
    visitor = opens(scripts=scripts)
    step = at_the_question(visitor)
    visitor.fill("Samenvatting in één regel", TEXT)
    visitor.press("Ga een andere keer verder")
    assert visitor.heading == "Mijn vragen"
    visitor.follow(TEXT)
    assert visitor.path == step
    visitor.fill("Samenvatting in één regel", TEXT + "!")
    visitor.press("Vorige stap")
    assert visitor.path.endswith("/onderwerp")
    assert subject_at(visitor, step) == TEXT + "!"


@pytest.mark.parametrize("words", ["English", "Mijn vragen", "Contact", "Toegankelijkheid"])
def test_links_are_followed_once_it_is_saved(opens: Opens, words: str) -> None:
    visitor = opens()
    step = at_the_question(visitor)
    visitor.fill("Samenvatting in één regel", TEXT)
    visitor.follow(words)
    visitor.page.wait_for_url(re.compile(r"taal=en|/vragen$|/contact|/toegankelijkheid"))
    assert subject_at(visitor, step) == TEXT


def test_signing_out_saves_it_first(opens: Opens) -> None:
    visitor = opens()
    step = at_the_question(visitor)
    visitor.fill("Samenvatting in één regel", TEXT)
    visitor.press("Afmelden")
    expect(visitor.page.locator("#subject")).to_have_count(0)
    visitor.sign_in("asker", step)
    assert subject_at(visitor, step) == TEXT


def test_a_pause_is_enough_and_the_page_says_when(opens: Opens) -> None:
    visitor = opens()
    step = at_the_question(visitor)
    visitor.fill("Samenvatting in één regel", TEXT)
    expect(visitor.page.locator("[data-saved]")).to_have_text(re.compile(r"Bewaard om \d\d\.\d\d\."))
    assert not visitor.barriers
    assert subject_at(visitor, step) == TEXT


def test_closing_the_window_saves_it(opens: Opens) -> None:
    visitor = opens()
    step = at_the_question(visitor)
    other = visitor.page.context.new_page()
    visitor.fill("Samenvatting in één regel", TEXT)
    visitor.page.close()
    other.goto(visitor.address + "/contact")
    other.wait_for_timeout(1500)
    other.goto(visitor.address + step)
    assert other.locator("#subject").input_value() == TEXT


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_field_to_change_has_the_focus(opens: Opens, scripts: bool) -> None:
    visitor = opens(scripts=scripts)
    step = at_the_question(visitor)
    for field in ("description", "topics-.*", "partners.0.name", "consentToShare-true"):
        visitor.see(step.replace("vraag", "controleren"))
        link = visitor.page.locator("main a[href*='#']").filter(has_text="Wijzig")
        address = next(
            each for each in link.evaluate_all("all => all.map(a => a.href)") if re.search(f"#{field}$", each)
        )
        visitor.page.locator(f"a[href$='{address.partition('#')[2]}']").first.click()
        visitor.page.wait_for_url(address)
        expect(visitor.page.locator(":focus")).to_have_id(address.partition("#")[2])


def test_another_window_is_not_overruled(opens: Opens) -> None:
    visitor = opens()
    step = at_the_question(visitor)
    other = visitor.page.context.new_page()
    other.goto(visitor.address + step)
    visitor.fill("Samenvatting in één regel", TEXT)
    expect(visitor.page.locator("[data-saved]")).to_have_text(re.compile("Bewaard om"))
    other.locator("#description").fill("In het andere venster")
    other.locator("#subject").fill("Iets anders")
    expect(other.locator("[data-saved]")).to_have_text(re.compile("in een ander venster gewijzigd"))
    other.get_by_role("button", name=GO_ON).click()
    expect(other.locator("[role=alert]").first).to_contain_text(TEXT)
    assert other.locator("#subject").input_value() == "Iets anders"
    assert subject_at(visitor, step) == TEXT
    other.get_by_role("button", name="Bewaar wat ik hier heb ingevuld").click()
    other.wait_for_url("**/context")
    assert subject_at(visitor, step) == "Iets anders"


def test_signed_out_in_another_window(opens: Opens) -> None:
    visitor = opens()
    step = at_the_question(visitor)
    other = visitor.page.context.new_page()
    other.goto(visitor.address + "/contact")
    other.get_by_role("button", name="Afmelden").click()
    other.wait_for_load_state()
    visitor.fill("Samenvatting in één regel", TEXT)
    visitor.fill("Beschrijving", "lang " * 600)
    visitor.press(GO_ON)
    visitor.page.locator("button[name=persona][value=asker]").click()
    assert visitor.heading == "Uw tekst is bewaard"
    visitor.press("Versturen en verdergaan")
    assert subject_at(visitor, step) == TEXT
