"""In a real browser, with scripts and without: whichever button is pressed, what stands typed elsewhere stays."""

import pytest
from e2e.pages.conftest import Opens
from e2e.pages.visitor import Visitor
from e2e.questions import PHOTONICS, POLICY, Question, hand_in
from playwright.sync_api import Dialog

from loket_stack.scenarios.api_client import Personas

ANSWER = "Samenwerken kan, mits u vooraf vastlegt wie toegang heeft."
WITH_AND_WITHOUT = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


def window(opens: Opens, persona: str, question: Question, scripts: bool = True) -> Visitor:
    """Let ``persona`` open the case."""
    visitor = opens("backoffice", scripts=scripts)
    visitor.sign_in(persona, f"/zaken/{question.reference}")
    return visitor


def stands(visitor: Visitor, name: str) -> str:
    """Return what stands typed in the field."""
    return visitor.page.locator(f"#{name}").input_value().strip()


@WITH_AND_WITHOUT
def test_a_note_and_an_assignment_leave_the_answer(personas: Personas, opens: Opens, scripts: bool) -> None:
    question = hand_in(personas, POLICY)
    question.routed()
    officer = window(opens, "front-office", question, scripts)
    officer.fill("Concept van het antwoord", ANSWER)
    officer.fill("Notitie toevoegen", "Gebeld met de instelling.")
    officer.press("Notitie bewaren")
    assert "De notitie is bewaard." in officer.page.inner_text("main")
    assert (stands(officer, "write-answer-text"), stands(officer, "note-text")) == (ANSWER, "")
    officer.press("Aan mij toewijzen")
    assert stands(officer, "write-answer-text") == ANSWER
    officer.press("Concept bewaren")
    assert "Het concept is bewaard." in officer.page.inner_text("main")
    assert "is nog niet verstuurd" not in officer.page.inner_text("main")
    assert officer.barriers == [] if scripts else True


@WITH_AND_WITHOUT
def test_taking_a_request_leaves_the_contribution_that_was_begun(
    personas: Personas, opens: Opens, scripts: bool
) -> None:
    question = hand_in(personas, PHOTONICS)
    question.routed()
    expert = window(opens, "expert-ezk", question, scripts)
    expert.follow("Economische Zaken (EZ)")
    expert.fill("Concept van de bijdrage", "Een eerste gedachte.")
    expert.press("Aan mij toewijzen")
    assert stands(expert, "write-text") == "Een eerste gedachte."


@WITH_AND_WITHOUT
def test_the_enter_key_does_no_act_and_keeps_what_is_typed(personas: Personas, opens: Opens, scripts: bool) -> None:
    question = hand_in(personas, POLICY)
    question.routed()
    officer = window(opens, "front-office", question, scripts)
    officer.fill("Concept van het antwoord", ANSWER)
    officer.page.locator("#note-forCleared").focus()
    officer.page.keyboard.press("Enter")
    officer.page.wait_for_timeout(500)
    assert "gedaan" not in officer.path
    assert stands(officer, "write-answer-text") == ANSWER
    assert "Aan mij toewijzen" in officer.page.inner_text("main")


def test_another_language_leaves_what_was_typed(personas: Personas, opens: Opens) -> None:
    question = hand_in(personas, POLICY)
    question.routed()
    officer = window(opens, "front-office", question, scripts=False)
    officer.fill("Concept van het antwoord", ANSWER)
    officer.press("English")
    assert "taal=en" in officer.page.url
    assert stands(officer, "write-answer-text") == ANSWER


def test_leaving_with_a_text_that_was_not_sent_is_warned_of(personas: Personas, opens: Opens) -> None:
    question = hand_in(personas, POLICY)
    question.routed()
    officer = window(opens, "front-office", question)
    warnings: list[str] = []

    def leave(dialog: Dialog) -> None:
        warnings.append(dialog.type)
        dialog.accept()

    officer.page.on("dialog", leave)
    officer.page.locator("#note-text").click()
    officer.page.keyboard.type("Half")
    officer.see("/")
    officer.see(f"/zaken/{question.reference}")
    officer.page.locator("#note-text").click()
    officer.page.keyboard.type("Heel")
    officer.press("Notitie bewaren")
    assert warnings == ["beforeunload"]


@WITH_AND_WITHOUT
def test_the_asker_withdraws_nothing_by_replying_and_keeps_the_rest(
    personas: Personas, opens: Opens, scripts: bool
) -> None:
    question = hand_in(personas, POLICY)
    asker = opens("intake", scripts=scripts)
    asker.sign_in("asker", f"/vragen/{question.reference}")
    asker.page.get_by_text("Deze vraag intrekken").click()
    asker.page.locator("#reason").fill("Niet meer nodig")
    asker.fill("Reageer of vul iets aan", "Er is nog iets.")
    asker.page.get_by_role("button", name="Verstuur", exact=True).click()
    asker.page.wait_for_load_state()
    assert "Uw bericht is verstuurd" in asker.page.inner_text("main")
    assert (stands(asker, "text"), stands(asker, "reason")) == ("", "Niet meer nodig")
