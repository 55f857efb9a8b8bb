"""That a covert department takes part, and what it does, moves nothing that anybody else sees, byte by byte."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from e2e.access.figures import Figures, durations, exposition, settled_figures
from e2e.access.views import Views, settled_views_of, views_of
from e2e.questions import PHOTONICS, Question, departments_of, hand_in

from loket_stack.harness import Stack
from loket_stack.postgres.databases import SERVICES
from loket_stack.scenarios.api_client import Json, Personas
from loket_stack.scenarios.waiting import wait_until

OTHERS = (
    *("front-office-2", "operator", "asker", "coordinator", "auditor", "partner-system"),
    *("expert-ezk", "approver-ezk", "expert-ocw", "approver-ocw", "approver-bz"),
)
COVERT = ("aivd", "mivd")

Seen = dict[str, Views]


@pytest.fixture(scope="module")
def question(personas: Personas) -> Question:
    """EZK leads, OCW and AIVD contribute."""
    question = hand_in(personas, PHOTONICS)
    question.routed()
    return question


@pytest.fixture(scope="module")
def figures_before(question: Question, stack: Stack) -> Figures:
    """The figures of all services, before covert work began."""
    return settled_figures(stack)


@pytest.fixture(scope="module")
def figures_around_covert_work(
    figures_before: Figures, around_covert_work: object, stack: Stack
) -> tuple[Figures, Figures]:
    """The figures before and after a service did all that it can do."""
    return figures_before, settled_figures(stack)


@pytest.fixture(scope="module")
def around_covert_work(
    question: Question, figures_before: Figures, stack: Stack
) -> tuple[Seen, Seen, list[Json], list[Json]]:
    """Return the views of others and the mails to them, before and after a service did all that it can do."""
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
    wait_until("the work of the second service", lambda: question.sees("expert-mivd"))
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
    for service in SERVICES:
        told = exposition(stack, service).lower()
        assert [name for name in COVERT if name in told] == []


def test_no_figure_moves_with_covert_work(figures_around_covert_work: tuple[Figures, Figures]) -> None:
    before, after = figures_around_covert_work
    assert before
    assert {name for name in before | after if before.get(name) != after.get(name)} == set()


def test_a_question_with_a_service_counts_as_one_without(personas: Personas, stack: Stack) -> None:
    plain, with_service = [moved_by(personas, stack, text) for text in ("Een vraag.", "Een vraag over fotonica.")]
    assert plain
    assert with_service == plain


def moved_by(personas: Personas, stack: Stack, text: str) -> Figures:
    """Return by how much each figure moves with a question that only differs in whether a service takes part."""
    before = settled_figures(stack)
    asked = hand_in(
        personas, {**PHOTONICS, "topics": ["export-control"], "fields": [], "subject": "x", "description": text}
    )
    asked.routed()
    after = settled_figures(stack)
    return {name: value - before.get(name, 0) for name, value in after.items() if value != before.get(name)}


def test_requests_are_timed_in_seconds_and_contribution_work_is_not(around_covert_work: object, stack: Stack) -> None:
    assert "http_server_request_duration_seconds_bucket{" in exposition(stack, "backoffice")
    assert 'le="0.005"' in exposition(stack, "backoffice")
    assert [labels for labels in durations(stack, "backoffice") if "contribution" in labels] == []


@pytest.mark.parametrize("service", SERVICES)
def test_the_public_address_shows_no_figure(stack: Stack, service: str) -> None:
    part = stack.status()["parts"][service]
    figures, nothing = [httpx.get(f"{part['url']}{path}") for path in ("/metrics", "/nowhere")]
    assert (figures.status_code, figures.content) == (404, nothing.content)
    assert httpx.get(f"{part['operations']}/health/ready").json()["ready"]
