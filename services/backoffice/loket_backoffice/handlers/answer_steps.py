"""The answer of the desk: an officer writes and submits it, a second officer returns or approves it."""

from loket_backoffice.domain.facts import Answered, AnswerReturned, AnswerSubmitted
from loket_backoffice.domain.permissions import CaseAction, require_answer_to_this_question, require_version
from loket_backoffice.handlers.add_note import add_note_for_cleared
from loket_backoffice.handlers.bodies import ForClearedBody, RemarkBody
from loket_backoffice.handlers.load import load_case_for
from loket_backoffice.handlers.read_cases import show_case
from loket_backoffice.handlers.save_and_publish import record_and_publish
from loket_backoffice.store.case_content import read_answer, write_answer
from loket_backoffice.views.case_view import CaseView
from loket_shared.contracts.events.cases_answered import Answer, CaseAnswered
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


class AnswerRemarkBody(RemarkBody, ForClearedBody):
    """The remark with which the answer goes back; everybody who works on the case reads it."""


async def write_answer_draft(
    work: UnitOfWork, principal: Principal, reference: str, text: str, expected_version: int | None
) -> CaseView:
    """Replace the draft by ``text``; ``expected_version`` is the answer's version.

    Raises:
        ConflictError: the answer changed since, or is with the second officer; otherwise as ``load_case_for``.
    """
    stored = await load_case_for(work, principal, CaseAction.WRITE_ANSWER, reference)
    answer, _ = await read_answer(work, stored.id)
    require_version(answer, expected_version)
    await write_answer(work, stored.id, answer.write(principal.subject), text)
    await work.audit(principal, "answer.written", reference)
    return await show_case(work, principal, stored)


async def submit_answer(
    work: UnitOfWork, principal: Principal, reference: str, expected_version: int | None
) -> CaseView:
    """Submit the draft; ``expected_version`` is the answer's version.

    Raises:
        ForbiddenError: departments took part and the officer is not cleared.
        ConflictError: the answer changed since, or there is no draft; otherwise as ``load_case_for``.
    """
    stored = await load_case_for(work, principal, CaseAction.SUBMIT_ANSWER, reference)
    answer, text = await read_answer(work, stored.id)
    require_version(answer, expected_version)
    submitted = answer.submit(
        principal.subject, cleared=principal.cleared, departments_took_part=stored.case.departments_took_part
    )
    await write_answer(work, stored.id, submitted, text)
    await record_and_publish(work, stored, AnswerSubmitted(at=work.clock.now(), actor=principal.subject))
    await work.audit(principal, "answer.submitted", reference)
    return await show_case(work, principal, stored)


async def return_answer(
    work: UnitOfWork,
    principal: Principal,
    reference: str,
    remark: str,
    expected_version: int | None,
    *,
    for_cleared: str | None = None,
) -> CaseView:
    """Return the answer with a remark; ``for_cleared`` is for cleared officers only.

    Raises:
        ForbiddenError: the officer wrote or submitted it.
        ConflictError: the answer changed since; otherwise as ``load_case_for``.
    """
    stored = await load_case_for(work, principal, CaseAction.REVIEW_ANSWER, reference)
    answer, text = await read_answer(work, stored.id)
    require_version(answer, expected_version)
    await write_answer(work, stored.id, answer.send_back(principal.subject), text)
    await record_and_publish(work, stored, AnswerReturned(at=work.clock.now(), actor=principal.subject, remark=remark))
    await add_note_for_cleared(work, principal, stored, CaseAction.REVIEW_ANSWER, for_cleared)
    await work.audit(principal, "answer.returned", reference)
    return await show_case(work, principal, stored)


async def approve_answer(
    work: UnitOfWork, principal: Principal, reference: str, expected_version: int | None
) -> CaseView:
    """Approve the answer, which sends it; ``expected_version`` is the answer's version.

    Raises:
        ForbiddenError: the officer wrote or submitted it.
        ConflictError: the answer or the question changed since; otherwise as ``load_case_for``.
    """
    stored = await load_case_for(work, principal, CaseAction.REVIEW_ANSWER, reference)
    answer, text = await read_answer(work, stored.id)
    require_answer_to_this_question(stored.case, answer, expected_version)
    now = work.clock.now()
    await write_answer(work, stored.id, answer.approve(principal.subject), text)
    await record_and_publish(work, stored, Answered(at=now, actor=principal.subject, text=text))
    await work.publish(
        CaseAnswered(question_id=stored.id, reference=reference, answered_at=now, answer=Answer(text=text))
    )
    await work.audit(principal, "answer.approved", reference)
    return await show_case(work, principal, stored)
