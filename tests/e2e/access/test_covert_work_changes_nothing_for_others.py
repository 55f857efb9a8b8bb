"""That a covert department takes part, and what it does, moves nothing that anybody else sees, byte by byte."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from e2e.access.views import Views, settled_views_of, views_of
from e2e.questions import PHOTONICS, Question, departments_of, hand_in

from loket_stack.harness import Stack
from loket_stack.play.cast import Cast
from loket_stack.play.people import Json
from loket_stack.play.waiting import until

OTHERS = (
    *("front-office-2", "operator", "asker", "coordinator", "auditor", "partner-system"),
    *("expert-ezk", "approver-ezk", "expert-ocw", "approver-ocw", "approver-bz"),
)
COVERT = ("aivd", "mivd")

Seen = dict[str, Views]


@pytest.fixture(scope="module")
def question(cast: Cast) -> Question:
    """EZK leads, OCW and AIVD contribute."""
    question = hand_in(cast, PHOTONICS)
    question.routed()
    return question


@pytest.fixture(scope="module")
def around_covert_work(question: Question, stack: Stack) -> tuple[Seen, Seen, list[Json], list[Json]]:
    """What others see, and the letters to others, before and after a service did all that it can do."""
    with ThreadPoolExecutor(4) as hands:
        before = dict(zip(OTHERS, hands.map(lambda who: settled_views_of(question, who), OTHERS), strict=True))
        letters = letters_to_others(stack)
        work_under_cover(question)
        after = dict(zip(OTHERS, hands.map(lambda who: views_of(question, who), OTHERS), strict=True))
    return before, after, letters, letters_to_others(stack)


def work_under_cover(question: Question) -> None:
    question.work("expert-aivd", "assignments", assignee="me").raise_for_status()
    question.act("expert-aivd", "notes", text="Navragen.").raise_for_status()
    question.work("expert-aivd", "drafts", text="Eerst.").raise_for_status()
    question.work("expert-aivd", "submission").raise_for_status()
    question.work("approver-aivd", "return", remark="Scherper.").raise_for_status()
    question.contribute("AIVD", "Scheid de netwerken.")
    question.act("front-office", "contribution-requests", department="MIVD").raise_for_status()
    until("the work of the second service", lambda: question.sees("expert-mivd"))
    question.work("approver-mivd", "refusal", reason="Niet militair.").raise_for_status()


def letters_to_others(stack: Stack) -> list[Json]:
    mails: list[Json] = httpx.get(f"{stack.status()['parts']['mail']['url']}/messages").json()
    return [mail for mail in mails if not any(name in str(mail["to"]).lower() for name in COVERT)]


@pytest.mark.parametrize("reader", OTHERS)
def test_a_reader_sees_no_difference(around_covert_work: tuple[Seen, Seen, object, object], reader: str) -> None:
    before, after, *_ = around_covert_work
    changed = [address for address, view in before[reader].items() if view != after[reader][address]]
    assert changed == []


def test_nobody_else_got_a_letter(around_covert_work: tuple[object, object, list[Json], list[Json]]) -> None:
    *_, before, after = around_covert_work
    assert before == after


def test_who_may_know_sees_it_all(around_covert_work: object, question: Question) -> None:
    states = {request["department"]: request["state"] for request in question.case()["requests"]}
    assert (states["AIVD"], states["MIVD"]) == ("released", "declined")
    assert departments_of(question.case("front-office-2")) == {"EZK", "OCW"}


def test_a_covert_letter_names_no_reference(around_covert_work: object, stack: Stack, question: Question) -> None:
    mails = httpx.get(f"{stack.status()['parts']['mail']['url']}/messages").json()
    covert = [mail for mail in mails if any(name in str(mail["to"]).lower() for name in COVERT)]
    assert covert
    assert [mail for mail in covert if "KV-" in mail["subject"] + mail["text"]] == []


def test_no_figure_names_a_covert_department(around_covert_work: object, stack: Stack) -> None:
    for part in ("intake", "routing", "backoffice", "notifications"):
        figures = httpx.get(f"{stack.status()['parts'][part]['url']}/metrics").text.lower()
        assert [name for name in COVERT if name in figures] == []
