"""Withdrawn, supplemented, shared later, answered directly, sent another way by hand, confirmed first."""

from e2e.questions import PHOTONICS, POLICY, departments_of, hand_in

from loket_stack.scenarios.api_client import Personas
from loket_stack.scenarios.waiting import wait_until

DOUBTFUL = {
    "topics": ["other"],
    "subject": "Iets anders",
    "description": "Wij weten niet goed waar dit onder valt.",
    "consentToShare": True,
}


def test_a_withdrawn_question_is_worked_on_no_more(personas: Personas) -> None:
    question = hand_in(personas, PHOTONICS)
    question.routed()
    assert question.says("withdrawal", reason="Het gaat niet door.").json()["status"] == "withdrawn"
    question.reaches("withdrawn")
    assert question.says("supplements", text="Toch nog iets.").status_code == 409
    assert question.act("front-office", "assignments", assignee="me").status_code == 409


def test_the_desk_waits_for_what_it_asked_and_goes_on_with_the_reply(personas: Personas) -> None:
    question = hand_in(personas, POLICY)
    question.routed()
    question.act("front-office-2", "information-requests", text="Wie betaalt?").raise_for_status()
    question.reaches("waiting-for-asker")
    question.has_status("waiting-for-you")
    assert [said["text"] for said in question.shown()["messages"]] == ["Wie betaalt?"]
    assert question.says("supplements", text="Wijzelf.").status_code == 201
    case = question.reaches("in-progress")
    assert [said["text"] for said in case["messages"]] == ["Wie betaalt?", "Wijzelf."]


def test_without_consent_no_department_gets_the_question_until_it_is_given(personas: Personas) -> None:
    question = hand_in(personas, {**PHOTONICS, "consentToShare": False})
    assert departments_of(question.routed()) == set()
    assert not question.sees("expert-ezk")
    question.says("supplements", text="U mag de vraag delen.", consentToShare=True).raise_for_status()
    wait_until("the departments are asked", lambda: departments_of(question.case()) == {"EZK", "OCW", "AIVD"})
    assert question.sees("expert-ezk")


def test_the_front_office_answers_by_itself(personas: Personas) -> None:
    question = hand_in(personas, POLICY)
    assert question.routed()["lead"] == "RVO"
    question.act("front-office-2", "answer/draft", text="Ja.").raise_for_status()
    question.act("front-office-2", "answer/submission").raise_for_status()
    question.act("front-office-3", "answer/approval").raise_for_status()
    question.has_status("answered")
    assert question.shown()["answer"]["text"] == "Ja."


def test_a_route_made_by_hand_holds(personas: Personas) -> None:
    question = hand_in(personas, PHOTONICS)
    question.routed()
    question.act("front-office", "route", lead="BZ", contributors=["OCW"], reason="Uitvoer.").raise_for_status()
    case = question.case()
    assert (case["lead"], case["contributors"]) == ("BZ", ["OCW"])
    assert question.sees("expert-bz")
    assert not question.sees("expert-ezk")
    assert not question.sees("expert-aivd")


def test_a_doubtful_route_waits_for_an_officer(personas: Personas) -> None:
    question = hand_in(personas, DOUBTFUL)
    assert question.reaches("confirmation")["routing"]["confirmationNeeded"]
    question.act("front-office-2", "route/confirmation").raise_for_status()
    assert question.reaches("in-progress")["lead"] == "RVO"
