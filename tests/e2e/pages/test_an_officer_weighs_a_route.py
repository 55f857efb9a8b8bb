"""An officer sees why a route is doubtful and chooses another, and decides on one that is proposed once work began."""

from e2e.pages.conftest import Opens
from e2e.pages.visitor import Visitor
from e2e.questions import PHOTONICS, Question, departments_of, hand_in

from loket_stack.scenarios.api_client import Personas
from loket_stack.scenarios.waiting import wait_until

DOUBTFUL = {
    "topics": ["collaboration-institution"],
    "subject": "Filmen op de campus",
    "description": "Wij werken niet aan drones. Een drone filmt de campus.",
    "consentToShare": True,
}


def window(opens: Opens, persona: str, question: Question, width: int = 1200) -> Visitor:
    """Let ``persona`` open the case."""
    visitor = opens("backoffice", width=width)
    visitor.sign_in(persona, f"/zaken/{question.reference}")
    return visitor


def kinds_of_steps(personas: Personas, question: Question) -> list[str]:
    """Return what kinds of steps routing knows of the route."""
    decision = personas.person("front-office").read("routing", f"/v1/decisions/{question.reference}")
    return [step["kind"] for step in decision["history"]]


def test_a_doubtful_route_is_explained_and_another_is_chosen(personas: Personas, opens: Opens) -> None:
    question = hand_in(personas, DOUBTFUL)
    question.reaches("confirmation")
    officer = window(opens, "front-office-2", question, width=320)
    assert not officer.overflows
    text = officer.page.inner_text("main")
    assert "in de omschrijving: “drone”" in text
    assert "zekerheid 50% (laag)" in text.replace("\xa0", "")
    assert officer.barriers == []
    officer.press("Route 2 kiezen")
    assert officer.page.get_by_label("Wie is penvoerder?").input_value() == "OCW"
    assert officer.barriers == []
    officer.press("Route wijzigen")
    assert "De route is gewijzigd." in officer.page.inner_text("main")
    wait_until("OCW is asked alone", lambda: departments_of(question.case("front-office-2")) == {"OCW"})
    assert question.case()["routing"]["changedByHand"] == "Zo is het zonder 'Sensitieve technologie'."


def test_what_is_proposed_after_the_work_began_waits_for_an_officer(personas: Personas, opens: Opens) -> None:
    question = hand_in(personas, PHOTONICS)
    question.routed()
    wait_until("the departments are asked", lambda: "EZK" in departments_of(question.case()))
    question.work("expert-ezk", "assignments", assignee="me").raise_for_status()
    question.says("supplements", text="De fotonica dient de veredeling van tomaten in een kas.").raise_for_status()
    wait_until("a proposal", lambda: question.case()["routing"]["proposal"])
    assert question.case()["lead"] == "EZK"
    officer = window(opens, "front-office-2", question)
    assert "Komt erbij: LVVN" in officer.page.inner_text("main")
    assert officer.barriers == []
    officer.page.locator("#refuse-proposal-reason").fill("Het gaat om gewassen.")
    officer.press("De voorgestelde route aanvaarden")
    assert "De voorgestelde route geldt nu." in officer.page.inner_text("main")
    case = question.case("front-office-2")
    assert (case["lead"], case["contributors"]) == ("LNV", ["EZK", "OCW"])
    wait_until("routing knows", lambda: kinds_of_steps(personas, question)[-1] == "by-hand")
