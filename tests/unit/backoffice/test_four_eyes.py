"""Whoever wrote or submitted a text never approves it."""

import pytest
from unit.backoffice.histories import after, request

from loket_backoffice.domain.answers import AnswerState, DeskAnswer
from loket_backoffice.domain.contributions import RequestState
from loket_shared.failures import ConflictError, ForbiddenError

SUBMITTED = request().assign("expert").write("expert").submit("expert")
ANSWER = DeskAnswer().write("author").submit("submitter", cleared=True, departments_took_part=True)


def test_a_second_person_of_the_department_releases() -> None:
    released = SUBMITTED.release("approver", after(hours=1))
    assert released.state is RequestState.RELEASED
    assert released.ended_at == after(hours=1)


@pytest.mark.parametrize("reviewer", ["expert", "earlier-author"])
def test_no_author_of_any_draft_reviews_a_contribution(reviewer: str) -> None:
    drafted = request().write("earlier-author").write("expert").submit("expert")
    with pytest.raises(ForbiddenError, match="four-eyes"):
        drafted.release(reviewer, after(hours=1))
    with pytest.raises(ForbiddenError, match="four-eyes"):
        drafted.send_back(reviewer)


def test_a_submitter_who_wrote_nothing_does_not_release_either() -> None:
    with pytest.raises(ForbiddenError, match="four-eyes"):
        request().write("expert").submit("approver").release("approver", after(hours=1))


def test_a_returned_contribution_is_written_anew_before_it_is_submitted() -> None:
    returned = SUBMITTED.send_back("approver")
    with pytest.raises(ConflictError, match="wrong-state"):
        returned.submit("expert")
    assert returned.write("expert").submit("expert").state is RequestState.SUBMITTED


def test_what_ended_stays_ended() -> None:
    for ended in (SUBMITTED.release("approver", after(hours=1)), SUBMITTED.decline(after(hours=1))):
        with pytest.raises(ConflictError, match="wrong-state"):
            ended.write("expert")
        with pytest.raises(ConflictError, match="wrong-state"):
            ended.cancel(after(hours=2))


@pytest.mark.parametrize("reviewer", ["author", "submitter"])
def test_neither_author_nor_submitter_reviews_the_answer(reviewer: str) -> None:
    with pytest.raises(ForbiddenError, match="four-eyes"):
        ANSWER.approve(reviewer)
    with pytest.raises(ForbiddenError, match="four-eyes"):
        ANSWER.send_back(reviewer)


def test_any_second_officer_approves_the_answer() -> None:
    assert ANSWER.approve("second").state is AnswerState.APPROVED


def test_only_a_cleared_officer_submits_where_departments_took_part() -> None:
    draft = DeskAnswer().write("author")
    with pytest.raises(ForbiddenError, match="clearance-needed"):
        draft.submit("author", cleared=False, departments_took_part=True)
    direct = draft.submit("author", cleared=False, departments_took_part=False)
    assert direct.state is AnswerState.SUBMITTED


def test_the_next_answer_has_authors_of_its_own() -> None:
    sent = ANSWER.approve("second")
    assert sent.write("second").authors == {"second"}


def test_every_change_moves_the_version_by_one() -> None:
    assert SUBMITTED.version == 4
    assert ANSWER.version == 2
