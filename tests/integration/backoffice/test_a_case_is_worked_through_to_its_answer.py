"""From submission to closure, over the use cases, with everything that is published on the way."""

from collections import Counter

import pytest
from kit.backoffice_service import REFERENCE, BackofficeService
from kit.personas import CLEARED, SECOND, THIRD, approver, expert

from loket_backoffice.domain.contributions import ContributionText
from loket_backoffice.handlers.answer_steps import approve_answer, submit_answer, write_answer_draft
from loket_backoffice.handlers.case_steps import assign_case, close_case, reopen_case
from loket_backoffice.handlers.contribution_requests import (
    release_contribution,
    return_contribution,
    submit_contribution,
    write_draft,
)
from loket_backoffice.handlers.read_cases import read_case
from loket_shared.failures import ForbiddenError


async def contribute(office: BackofficeService, department: str) -> None:
    """Let the department deliver, after its approver sent the first draft back."""
    writer, reviewer = expert(department), approver(department)
    case = await office.act(read_case, writer, REFERENCE)
    request = next(r for r in case.requests if r.department == department)
    for text in ("Eerste versie", f"Bijdrage {department}"):
        await office.act(write_draft, writer, request.id, ContributionText(text=text), None)
        await office.act(submit_contribution, writer, request.id, None)
        if text == "Eerste versie":
            await office.act(return_contribution, reviewer, request.id, "Graag scherper", None)
    await office.act(release_contribution, reviewer, request.id, None)


@pytest.mark.asyncio
async def test_from_question_to_closed_case(photonics: BackofficeService) -> None:
    await photonics.act(assign_case, CLEARED, REFERENCE, CLEARED.subject, None)
    for department in ("EZK", "OCW", "AIVD"):
        await contribute(photonics, department)
    case = await photonics.act(read_case, CLEARED, REFERENCE)
    assert case.state == "in-progress"
    assert {request.released.text for request in case.requests} == {"Bijdrage EZK", "Bijdrage OCW", "Bijdrage AIVD"}

    await photonics.act(write_answer_draft, SECOND, REFERENCE, "Ons advies", None)
    with pytest.raises(ForbiddenError, match="clearance-needed"):
        await photonics.act(submit_answer, SECOND, REFERENCE, None)
    await photonics.act(submit_answer, CLEARED, REFERENCE, None)
    for officer in (CLEARED, SECOND):
        with pytest.raises(ForbiddenError, match="four-eyes"):
            await photonics.act(approve_answer, officer, REFERENCE, None)
    answered = await photonics.act(approve_answer, THIRD, REFERENCE, None)
    assert (answered.state, answered.answer.state) == ("answered", "approved")
    assert [(message.sender, message.text) for message in answered.messages] == [("desk", "Ons advies")]

    closed = await photonics.act(close_case, THIRD, REFERENCE, None)
    assert closed.state == "closed"
    assert {clock.state for clock in closed.clocks} == {"met"}
    of_the_case = [
        "cases.opened",
        "cases.coordination-started",
        "cases.assigned",
        "cases.answered",
        "cases.closed",
    ]
    assert await photonics.published() == of_the_case
    await photonics.let_spread_pass()
    of_the_work = (await photonics.published())[len(of_the_case) :]
    assert Counter(of_the_work) == {"contributions.requested": 3, "contributions.released": 3}


@pytest.mark.asyncio
async def test_a_question_for_the_front_office_alone_is_answered_directly(office: BackofficeService) -> None:
    await office.hear(office.decided("RVO"))
    await office.hear(office.submitted())
    await office.act(write_answer_draft, SECOND, REFERENCE, "Dat mag", None)
    await office.act(submit_answer, SECOND, REFERENCE, None)
    answered = await office.act(approve_answer, THIRD, REFERENCE, None)
    assert answered.lead == "RVO"
    again = await office.act(reopen_case, SECOND, REFERENCE, "De partner is veranderd", None)
    assert again.state == "in-progress"
    rewritten = await office.act(write_answer_draft, THIRD, REFERENCE, "Toch niet", None)
    assert (rewritten.answer.state, rewritten.answer.draft) == ("draft", "Toch niet")


@pytest.mark.asyncio
async def test_a_reply_to_the_answer_does_not_go_unseen(office: BackofficeService) -> None:
    await office.hear(office.submitted())
    await office.hear(office.decided("RVO"))
    await office.act(write_answer_draft, SECOND, REFERENCE, "Dat mag", None)
    await office.act(submit_answer, SECOND, REFERENCE, None)
    office.wait(minutes=1)
    assert not (await office.act(approve_answer, THIRD, REFERENCE, None)).asker_wrote_last
    office.wait(minutes=1)
    await office.hear(office.supplemented("En als de partner verandert?"))
    case = await office.act(read_case, SECOND, REFERENCE)
    assert (case.state, case.asker_wrote_last) == ("replied", True)
