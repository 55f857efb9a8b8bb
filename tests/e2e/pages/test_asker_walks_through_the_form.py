"""From the front page to the confirmation, in a real browser; without scripts as well."""

import re

import pytest
from e2e.pages.conftest import Opens
from e2e.pages.visitor import Visitor

GO_ON = "Bewaar en ga verder"


def begin(visitor: Visitor) -> None:
    """Sign in from the front page, read what must be read, and begin."""
    visitor.see("/")
    visitor.follow("Stel een vraag of doe een melding")
    visitor.page.locator("button[name=persona][value=asker]").click()
    assert visitor.heading == "Lees dit eerst"
    assert "079-320 50 50" in visitor.page.inner_text("main")
    visitor.press("Ik heb dit gelezen, begin")


def ask(visitor: Visitor, subject: str) -> str:
    """Fill in a question and hand it in; return its reference."""
    begin(visitor)
    visitor.choose("Ik stel een vraag")
    visitor.choose("Samenwerking met een kennisinstelling")
    visitor.press(GO_ON)
    visitor.fill("Samenvatting in één regel", subject)
    visitor.fill("Beschrijving", "Een universiteit vraagt toegang tot onze cleanroom.")
    visitor.press(GO_ON)
    visitor.choose("Fotonica")
    visitor.page.get_by_label("Land 1").select_option(label="Canada")
    visitor.press("Voeg nog een land toe")
    visitor.page.get_by_label("Land 2").select_option(label="Japan")
    visitor.fill("Naam van de organisatie", "Technische universiteit")
    visitor.page.get_by_label("Soort organisatie").select_option("university")
    visitor.press(GO_ON)
    visitor.choose("Ja, u mag het delen")
    visitor.press(GO_ON)
    assert "Stap 5 van 5" in visitor.page.title()
    for words in (subject, "Fotonica", "Canada", "Japan", "Technische universiteit"):
        assert words in visitor.page.inner_text("main")
    visitor.press("Dien in")
    found = re.search(r"KV-\d{4}-\d{6,}", visitor.page.inner_text("main"))
    assert found
    assert "eerste reactie" in visitor.page.inner_text("main")
    return found[0]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_question_is_handed_in_and_followed(opens: Opens, scripts: bool) -> None:
    visitor = opens(scripts=scripts)
    reference = ask(visitor, "Samenwerking in fotonica")
    visitor.follow("Mijn vragen")
    visitor.follow(reference)
    assert visitor.heading == "Samenwerking in fotonica"
    visitor.fill("Reageer of vul iets aan", "Er is ook een conceptovereenkomst.")
    visitor.press("Verstuur")
    assert "Uw bericht is verstuurd" in visitor.page.inner_text("main")
    assert "Er is ook een conceptovereenkomst." in visitor.page.inner_text("main")
    visitor.page.get_by_text("Deze vraag intrekken").click()
    visitor.press("Trek de vraag definitief in")
    assert "Ingetrokken" in visitor.page.inner_text("main")


def test_what_is_wrong_is_named_and_has_the_focus(opens: Opens) -> None:
    visitor = opens()
    begin(visitor)
    visitor.press(GO_ON)
    assert visitor.page.title().startswith("Fout:")
    assert visitor.page.evaluate("document.activeElement.id") == "error-summary-heading"
    visitor.follow("Kies ten minste één onderwerp.")
    assert visitor.page.url.endswith("#topics")
    visitor.follow("English")
    assert visitor.heading == "What is it about?"


def test_a_step_is_filled_in_by_keyboard_alone(opens: Opens) -> None:
    visitor = opens()
    begin(visitor)
    keyboard = visitor.page.keyboard
    visitor.page.locator("#kind-question").focus()
    keyboard.press("Space")
    keyboard.press("Tab")
    keyboard.press("Space")
    visitor.page.locator("#topics-other").focus()
    keyboard.press("Enter")
    visitor.page.wait_for_url("**/vraag")
    visitor.page.locator("#subject").focus()
    keyboard.type("Met het toetsenbord")
    keyboard.press("Tab")
    keyboard.type("Zonder muis")
    visitor.page.get_by_role("button", name=GO_ON).focus()
    keyboard.press("Enter")
    visitor.page.wait_for_url("**/context")


def test_the_coordinator_sees_an_outline(opens: Opens) -> None:
    reference = ask(opens(), "Alleen voor de indiener en het loket")
    visitor = opens()
    visitor.sign_in("coordinator", "/instelling")
    assert reference in visitor.page.inner_text("main")
    visitor.follow(reference)
    assert "Alleen voor de indiener" not in visitor.page.content()
    visitor.press("Afmelden")
    visitor.see("/vragen")
    assert not visitor.path.startswith("/vragen")
