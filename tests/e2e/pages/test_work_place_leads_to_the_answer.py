"""From the queue to the sent answer in real browsers, each person in a window of their own; without scripts as well."""

import pytest
from e2e.pages.conftest import Opens
from e2e.pages.visitor import Visitor
from e2e.questions import PHOTONICS, POLICY, Question, hand_in

from loket_stack.scenarios.api_client import Personas

CONTRIBUTION = "Leg vast van wie de resultaten zijn."
ANSWER = "Samenwerken kan, mits u vooraf vastlegt wie toegang heeft."


def window(opens: Opens, persona: str, question: Question, scripts: bool = True) -> Visitor:
    """Let ``persona`` find the case in the first queue and open it."""
    visitor = opens("backoffice", scripts=scripts)
    visitor.sign_in(persona)
    visitor.fill("Kenmerk of een deel ervan", question.reference)
    visitor.press("Tonen")
    visitor.follow(question.reference)
    return visitor


def contribute(opens: Opens, question: Question, scripts: bool) -> None:
    """Let the leading department draft, return, draft again and release its contribution."""
    expert = window(opens, "expert-ezk", question, scripts)
    expert.follow("Economische Zaken (EZ)")
    expert.press("Aan mij toewijzen")
    expert.fill("Concept van de bijdrage", "Een eerste gedachte.")
    expert.press("Aan de accordeerder voorleggen")
    approver = window(opens, "approver-ezk", question, scripts)
    approver.follow("Economische Zaken (EZ)")
    approver.page.get_by_text("Concept met een opmerking teruggeven").click()
    approver.fill("Wat moet er anders?", "Graag concreter.")
    approver.press("Concept teruggeven")
    expert.page.reload()
    expert.fill("Concept van de bijdrage", CONTRIBUTION)
    expert.fill("Achtergrond voor de frontoffice", "Dit speelde eerder.")
    expert.press("Aan de accordeerder voorleggen")
    approver.page.reload()
    approver.press("Bijdrage vrijgeven")
    assert approver.says("De bijdrage is vrijgegeven")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_question_is_worked_through_to_its_answer(personas: Personas, opens: Opens, scripts: bool) -> None:
    question = hand_in(personas, PHOTONICS)
    question.routed()
    contribute(opens, question, scripts)
    officer = window(opens, "front-office", question, scripts)
    assert officer.says(CONTRIBUTION)
    assert officer.says("Dit speelde eerder.")
    officer.press("Aan mij toewijzen")
    officer.fill("Concept van het antwoord", ANSWER)
    officer.press("Aan een tweede medewerker voorleggen")
    assert officer.says("Het antwoord ligt bij een tweede medewerker.")
    second = window(opens, "front-office-2", question, scripts)
    second.press("Antwoord accorderen en versturen")
    assert second.says("aan de indiener verstuurd")
    second.press("Zaak sluiten")
    assert second.says("De zaak is gesloten.")
    question.has_status("closed")
    assert question.shown()["answer"]["text"] == ANSWER


def test_the_asker_is_asked_and_the_route_changed(personas: Personas, opens: Opens) -> None:
    question = hand_in(personas, POLICY)
    question.routed()
    officer = window(opens, "front-office", question)
    officer.page.get_by_text("De indiener iets vragen").click()
    officer.fill("Wat wilt u weten?", "Om welk lectoraat gaat het?")
    officer.press("Aan de indiener sturen")
    assert officer.says("Wacht op indiener")
    assert officer.says("Opgeschort")
    question.has_status("waiting-for-you")
    officer.page.get_by_text("Route met de hand wijzigen").click()
    officer.page.get_by_label("Wie is penvoerder?").select_option("OCW")
    officer.choose("Buitenlandse Zaken (BZ)")
    officer.page.locator("#route-reason").fill("Het gaat ook om beurzen.")
    officer.press("Route wijzigen")
    assert officer.says("De route is gewijzigd.")
    assert officer.says("Bijdrage gevraagd: BZ")


def test_two_officers_do_not_overwrite_each_other(personas: Personas, opens: Opens) -> None:
    question = hand_in(personas, POLICY)
    question.routed()
    first, second = (window(opens, name, question) for name in ("front-office", "front-office-2"))
    first.fill("Concept van het antwoord", "De tekst van de eerste.")
    first.press("Concept bewaren")
    second.fill("Concept van het antwoord", "De tekst van de tweede.")
    second.press("Concept bewaren")
    assert second.says("Dit is intussen gewijzigd")
    assert second.says("De tekst van de eerste.")
    assert second.page.get_by_label("Concept van het antwoord").input_value().strip() == "De tekst van de tweede."
    assert second.page.evaluate("document.activeElement.getAttribute('role')") == "alert"


def test_a_note_is_written_by_keyboard_alone(personas: Personas, opens: Opens) -> None:
    question = hand_in(personas, POLICY)
    question.routed()
    visitor = window(opens, "front-office", question)
    visitor.page.locator("#note-text").focus()
    visitor.page.keyboard.type("Navragen bij de coördinator.")
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_url("**gedaan=note")
    assert visitor.says("Navragen bij de coördinator.")
