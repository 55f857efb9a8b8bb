"""Whenever the asker writes, somebody of the desk has to look at it, and both sides read one date."""

from datetime import UTC, datetime

import pytest
from kit.backoffice_service import REFERENCE, BackofficeService
from kit.personas import CLEARED, OPERATOR, SECOND, THIRD, expert

from loket_backoffice.domain.queues import Filter, Queue
from loket_backoffice.handlers.answer_steps import approve_answer, submit_answer, write_answer_draft
from loket_backoffice.handlers.case_steps import ask_asker, close_case, reopen_case
from loket_backoffice.handlers.contribution_requests import assign_contribution
from loket_backoffice.handlers.read_cases import list_cases, read_case
from loket_backoffice.views.case_summary import CaseSummary
from loket_backoffice.views.case_view import CaseView
from loket_shared.contracts.events.cases_deadline_set import CaseDeadlineSet
from loket_shared.failures import ConflictError, NotFoundError


async def under_review(office: BackofficeService) -> int:
    """Bring a question to the second officer, and return the answer's version."""
    await office.hear(office.submitted())
    await office.hear(office.decided("RVO"))
    await office.act(write_answer_draft, SECOND, REFERENCE, "Dat mag", None)
    submitted: CaseView = await office.act(submit_answer, SECOND, REFERENCE, None)
    assert submitted.answer is not None
    return submitted.answer.version


async def answered(office: BackofficeService) -> None:
    await under_review(office)
    office.wait(minutes=1)
    await office.act(approve_answer, THIRD, REFERENCE, None)
    office.wait(minutes=1)


async def deadlines_set(office: BackofficeService) -> list[tuple[str, datetime]]:
    return [(event.clock, event.due) for event in await office.published_events() if isinstance(event, CaseDeadlineSet)]


def running(case: CaseView | CaseSummary) -> list[tuple[str, datetime]]:
    return [(clock.name, clock.due) for clock in case.clocks if clock.state in {"running", "at-risk"}]


@pytest.mark.asyncio
async def test_a_reply_to_an_answer_has_a_state_a_place_and_a_clock(office: BackofficeService) -> None:
    await answered(office)
    await office.hear(office.supplemented("En als de partner verandert?"))
    listed = await office.act(list_cases, SECOND, Filter(Queue.FRONT_OFFICE), 10)
    assert [case.state for case in listed.cases] == ["replied"]
    due = datetime(2026, 11, 4, 8, 2, tzinfo=UTC)
    assert running(listed.cases[0]) == [("reply", due)]
    assert await deadlines_set(office) == [("reply", due)]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("act", "arguments", "state"),
    [(close_case, (None,), "closed"), (reopen_case, ("Vervolgvraag", None), "in-progress")],
)
async def test_an_officer_takes_a_reply_up(
    office: BackofficeService, act: object, arguments: tuple[object, ...], state: str
) -> None:
    await answered(office)
    await office.hear(office.supplemented("Dank u wel"))
    office.wait(hours=1)
    assert callable(act)
    case = await office.act(act, SECOND, REFERENCE, *arguments)
    assert case.state == state
    assert [clock.state for clock in case.clocks if clock.name == "reply"] == ["met"]
    await office.hear(office.supplemented("Nog iets"))
    again = await office.act(read_case, SECOND, REFERENCE)
    assert again.state == ("replied" if state == "closed" else "in-progress")


@pytest.mark.asyncio
async def test_what_comes_in_after_the_answer_is_a_reply_though_it_was_written_before(
    office: BackofficeService,
) -> None:
    await under_review(office)
    written = office.supplemented("Toch nog een vraag")
    office.wait(minutes=1)
    await office.act(approve_answer, THIRD, REFERENCE, None)
    await office.hear(written)
    assert (await office.act(read_case, SECOND, REFERENCE)).state == "replied"


@pytest.mark.asyncio
async def test_nobody_approves_an_answer_to_a_question_that_changed_unseen(office: BackofficeService) -> None:
    seen = await under_review(office)
    await office.hear(office.supplemented("Het gaat nu om een ander land"))
    for version in (seen, None):
        with pytest.raises(ConflictError) as refused:
            await office.act(approve_answer, THIRD, REFERENCE, version)
        assert refused.value.code == "stale-version"
        assert [change["message"] for change in refused.value.current["changes"]] == ["Het gaat nu om een ander land"]
    case = await office.act(read_case, THIRD, REFERENCE)
    assert case.state == "answer-in-review"
    assert (await office.act(approve_answer, THIRD, REFERENCE, case.answer.version)).state == "answered"


@pytest.mark.asyncio
async def test_after_a_pause_and_after_reopening_the_new_date_is_told(office: BackofficeService) -> None:
    await office.hear(office.submitted())
    await office.hear(office.decided("RVO"))
    office.wait(hours=2)
    await office.act(ask_asker, CLEARED, REFERENCE, "Wie betaalt dit?", None)
    office.wait(days=1)
    await office.hear(office.supplemented("Een fonds"))
    resumed = await office.act(read_case, CLEARED, REFERENCE)
    assert await deadlines_set(office) == running(resumed) != []
    await office.act(write_answer_draft, SECOND, REFERENCE, "Dat mag", None)
    await office.act(submit_answer, SECOND, REFERENCE, None)
    await office.act(approve_answer, THIRD, REFERENCE, None)
    office.wait(days=7)
    reopened = await office.act(reopen_case, SECOND, REFERENCE, "De partner is veranderd", None)
    assert (await deadlines_set(office))[1:] == running(reopened) != []


@pytest.mark.asyncio
@pytest.mark.parametrize(("minutes", "state"), [(1, "replied"), (-1, "withdrawn")])
async def test_of_an_answer_and_a_withdrawal_that_cross_the_first_counts(
    office: BackofficeService, minutes: int, state: str
) -> None:
    await under_review(office)
    office.wait(minutes=2)
    await office.act(approve_answer, THIRD, REFERENCE, None)
    office.wait(minutes=minutes)
    await office.hear(office.withdrawn())
    case = await office.act(read_case, SECOND, REFERENCE)
    assert (case.state, case.messages[-1 if minutes > 0 else 0].kind) == (state, "withdrawal")


@pytest.mark.asyncio
async def test_without_consent_no_department_reads_on(photonics: BackofficeService) -> None:
    case = await photonics.act(read_case, CLEARED, REFERENCE)
    own = next(request for request in case.requests if request.department == "EZK")
    await photonics.act(assign_contribution, expert("EZK"), own.id, "expert-ezk", None)
    photonics.wait(minutes=1)
    await photonics.hear(photonics.supplemented("Deel dit niet verder", consent=False))
    with pytest.raises(NotFoundError):
        await photonics.act(read_case, expert("EZK"), REFERENCE)
    assert (await photonics.act(list_cases, expert("EZK"), Filter(Queue.DEPARTMENT), 10)).cases == ()
    after = await photonics.act(read_case, CLEARED, REFERENCE)
    assert {request.state for request in after.requests} == {"cancelled"}
    assert after.state != "in-coordination"
    assert (await photonics.act(read_case, OPERATOR, REFERENCE)).question is None
