"""A question that departments contribute to: who writes a text never lets it go, and nobody overwrites unseen."""

import httpx
from e2e.questions import PHOTONICS, Question, departments_of, hand_in

from loket_stack.scenarios.api_client import Personas, mails_about
from loket_stack.scenarios.waiting import wait_until
from loket_stack.state import StackState

ANSWER = "Dat kan, met afspraken over de toegang en over de resultaten."
OFFICER, UNCLEARED, THIRD = "front-office", "front-office-2", "front-office-3"


def refused(answer: httpx.Response, status: int, code: str) -> bool:
    return (answer.status_code, answer.json()["code"]) == (status, code)


def test_from_the_route_to_the_closed_case(personas: Personas, running: StackState) -> None:
    """A story: one question, which each step takes further."""
    question = hand_in(personas, PHOTONICS)
    question.routed()
    the_departments_of_the_route_are_asked(question)
    who_wrote_a_contribution_does_not_release_it(question)
    somebody_else_of_the_department_releases_it(question)
    a_draft_written_on_an_old_version_is_refused_with_what_changed(question)
    only_a_cleared_officer_submits_the_answer(question)
    neither_writer_nor_submitter_approves_the_answer(question)
    another_officer_approves_and_the_asker_reads_the_answer(question)
    the_asker_is_told_each_time_and_the_case_is_closed(question, running)


def the_departments_of_the_route_are_asked(question: Question) -> None:
    case = question.routed()
    assert (case["state"], case["lead"]) == ("in-coordination", "EZK")
    assert departments_of(case) == {"EZK", "OCW", "AIVD"}
    assert departments_of(question.case(UNCLEARED)) == {"EZK", "OCW"}


def who_wrote_a_contribution_does_not_release_it(question: Question) -> None:
    question.work("expert-ezk", "assignments", assignee="me").raise_for_status()
    question.work("approver-ezk", "drafts", text="Zelf geschreven.").raise_for_status()
    question.work("expert-ezk", "submission").raise_for_status()
    assert refused(question.work("expert-ezk", "release"), 403, "not-permitted")
    assert refused(question.work("approver-ezk", "release"), 403, "four-eyes")


def somebody_else_of_the_department_releases_it(question: Question) -> None:
    question.contribute("OCW", "Let op de publicatievrijheid.")
    question.contribute("AIVD", "Scheid de netwerken.")
    released = {each["department"]: each.get("released") for each in question.case()["requests"]}
    assert released["OCW"]["text"] == "Let op de publicatievrijheid."
    assert released["AIVD"]["text"] == "Scheid de netwerken."
    assert released["EZK"] is None


def a_draft_written_on_an_old_version_is_refused_with_what_changed(question: Question) -> None:
    seen = question.case()["answer"]["version"]
    question.act(UNCLEARED, "answer/draft", text=ANSWER).raise_for_status()
    path = f"/v1/cases/{question.reference}/answer/draft"
    stale = question.ask(OFFICER, "POST", "backoffice", path, json={"text": "Anders.", "version": seen})
    assert refused(stale, 409, "stale-version")
    assert stale.json()["current"]["version"] == seen + 1
    by_header = question.ask(
        OFFICER, "POST", "backoffice", path, json={"text": "Anders."}, headers={"If-Match": f'"{seen}"'}
    )
    assert refused(by_header, 412, "stale-version")
    assert question.case()["answer"]["draft"] == ANSWER


def only_a_cleared_officer_submits_the_answer(question: Question) -> None:
    assert refused(question.act(UNCLEARED, "answer/submission"), 403, "clearance-needed")
    question.act(OFFICER, "answer/submission").raise_for_status()


def neither_writer_nor_submitter_approves_the_answer(question: Question) -> None:
    assert refused(question.act(UNCLEARED, "answer/approval"), 403, "four-eyes")
    assert refused(question.act(OFFICER, "answer/approval"), 403, "four-eyes")
    assert question.shown()["answer"] is None


def another_officer_approves_and_the_asker_reads_the_answer(question: Question) -> None:
    question.act(THIRD, "answer/approval").raise_for_status()
    question.has_status("answered")
    assert question.shown()["answer"]["text"] == ANSWER


def the_asker_is_told_each_time_and_the_case_is_closed(question: Question, running: StackState) -> None:
    question.thank("Dank u wel.")
    question.act(OFFICER, "closure").raise_for_status()
    question.has_status("closed")
    words = {"ontvangen", "tijd", "beantwoord", "afgesloten"}
    wait_until(
        "a letter for each step",
        lambda: words == {mail["subject"].split()[-1] for mail in mails_about(running, question.reference)},
    )
