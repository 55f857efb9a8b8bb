"""Words in everything that the desk and the departments write."""

from functools import partial

from e2e.leaks.canaries import Canaries
from e2e.questions import PHOTONICS, Question, hand_in

from loket_stack.scenarios.api_client import Personas
from loket_stack.scenarios.waiting import wait_until

OFFICER, SECOND = "front-office", "front-office-2"


def work_on_everything(question: Question, words: Canaries) -> None:
    """Take the question through every act that carries text, up to its answer and beyond."""
    question.routed()
    _converse(question, words)
    _contribute(question, words)
    _answer(question, words)
    question.thank(words.keep("feedback"))
    question.act(OFFICER, "reopening", reason=words.keep("reason to reopen")).raise_for_status()


def leave_early(personas: Personas, words: Canaries) -> Question:
    """Send a question another way and withdraw it."""
    question = hand_in(personas, PHOTONICS)
    question.routed()
    reason = words.keep("reason of a route")
    question.act(OFFICER, "route", lead="BZ", contributors=["OCW"], reason=reason).raise_for_status()
    question.work("approver-bz", "refusal", reason=words.keep("reason of a refusal")).raise_for_status()
    question.says("withdrawal", reason=words.keep("reason of a withdrawal")).raise_for_status()
    question.reaches("withdrawn")
    return question


def _converse(question: Question, words: Canaries) -> None:
    question.act(OFFICER, "information-requests", text=words.keep("question back")).raise_for_status()
    question.has_status("waiting-for-you")
    question.says("supplements", text=words.keep("supplement")).raise_for_status()
    question.reaches("in-coordination")
    question.act(OFFICER, "notes", text=words.keep("note of the front office")).raise_for_status()
    question.act("expert-aivd", "notes", text=words.keep("note of a department")).raise_for_status()


def _contribute(question: Question, words: Canaries) -> None:
    asked = words.keep("question to a department")
    question.act(OFFICER, "contribution-requests", department="BZ", question=asked).raise_for_status()
    for department in ("ezk", "ocw", "aivd", "bz"):
        expert, approver = f"expert-{department}", f"approver-{department}"
        background = words.keep(f"background of {department}")
        wait_until(f"work for {department}", partial(question.sees, expert))
        question.work(expert, "drafts", text=words.pass_by(f"first draft of {department}")).raise_for_status()
        question.work(expert, "submission").raise_for_status()
        question.work(approver, "return", remark=words.keep(f"remark in {department}")).raise_for_status()
        draft = words.keep(f"contribution of {department}")
        question.work(expert, "drafts", text=draft, background=background).raise_for_status()
        question.work(expert, "submission").raise_for_status()
        question.work(approver, "release").raise_for_status()


def _answer(question: Question, words: Canaries) -> None:
    question.act(OFFICER, "answer/draft", text=words.pass_by("first answer")).raise_for_status()
    question.act(OFFICER, "answer/submission").raise_for_status()
    question.act(SECOND, "answer/return", remark=words.keep("remark on the answer")).raise_for_status()
    question.act(OFFICER, "answer/draft", text=words.keep("answer")).raise_for_status()
    question.act(OFFICER, "answer/submission").raise_for_status()
    question.act(SECOND, "answer/approval").raise_for_status()
    question.has_status("answered")
