"""What demo and seed hand in uses the code lists of the desk and names no country and no person."""

import pytest

from loket_policy import code_lists
from loket_stack.commands.seed import demonstration_questions
from loket_stack.scenarios.api_client import Json
from loket_stack.scenarios.demo import CONTRIBUTIONS, DEPARTMENTS, QUESTION
from loket_stack.scenarios.demo_states import DEMO_STATES

QUESTIONS = [QUESTION, *demonstration_questions()]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["subject"])
def test_codes_are_known(question: Json) -> None:
    assert set(question["topics"]) <= {code.code for code in code_lists.topics()}
    assert set(question.get("fields", ())) <= {code.code for code in code_lists.fields()}
    types = {partner["type"] for partner in question.get("partners", ())}
    assert types <= {code.code for code in code_lists.partner_types()}
    assert question["kind"] in ("question", "incident")
    assert "countries" not in question


def test_every_question_meets_every_state() -> None:
    questions = len(QUESTIONS) - 1
    met = {(number % questions, number % len(DEMO_STATES)) for number in range(questions * len(DEMO_STATES))}
    assert len(met) == questions * len(DEMO_STATES)


def test_both_languages_and_consent_withheld_occur() -> None:
    assert {question["language"] for question in QUESTIONS} == {"nl", "en"}
    assert {question["consentToShare"] for question in QUESTIONS} == {True, False}


def test_the_demonstration_has_a_contribution_for_each_department() -> None:
    assert set(CONTRIBUTIONS) == set(DEPARTMENTS)
