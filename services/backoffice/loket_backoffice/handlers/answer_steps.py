"""The answer of the desk: an officer writes and submits it, a second officer returns or approves it."""

from loket_backoffice.domain.facts import Answered, AnswerReturned, AnswerSubmitted
from loket_backoffice.domain.optimistic_lock import require_answer_to_this_question, require_version
from loket_backoffice.domain.permissions import CaseAct
from loket_backoffice.handlers.add_note import add_note_for_cleared
from loket_backoffice.handlers.load import load_case_for
from loket_backoffice.handlers.save_and_publish import record_and_publish
from loket_backoffice.store.answers import read_answer, write_answer
from loket_backoffice.views.case_view import CaseView, case_for
from loket_shared.contracts.events.cases_answered import Answer as SentAnswer
from loket_shared.contracts.events.cases_answered import CaseAnswered
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def write_answer_draft(
    work: UnitOfWork, officer: Principal, reference: str, text: str, seen: int | None
) -> CaseView:
    """Keep ``text`` in the place of the draft before; ``seen`` is the answer's version.

    Raises:
        Conflict: the answer changed since, or is with the second officer; otherwise as ``load_case_for``.
    """
    case = await load_case_for(work, officer, CaseAct.WRITE_ANSWER, reference)
    answer, _ = await read_answer(work, case.id)
    require_version(answer, seen)
    await write_answer(work, case.id, answer.write(officer.subject), text)
    await work.audit(officer, "answer.write", reference)
    return await case_for(work, officer, case)


async def submit_answer(work: UnitOfWork, officer: Principal, reference: str, seen: int | None) -> CaseView:
    """Submit the draft; ``seen`` is the answer's version.

    Raises:
        Forbidden: departments took part and the officer is not cleared.
        Conflict: the answer changed since, or there is no draft; otherwise as ``load_case_for``.
    """
    case = await load_case_for(work, officer, CaseAct.SUBMIT_ANSWER, reference)
    answer, text = await read_answer(work, case.id)
    require_version(answer, seen)
    submitted = answer.submit(
        officer.subject, cleared=officer.cleared, departments_took_part=case.file.departments_took_part
    )
    await write_answer(work, case.id, submitted, text)
    await record_and_publish(work, case, AnswerSubmitted(at=work.clock.now(), actor=officer.subject))
    await work.audit(officer, "answer.submit", reference)
    return await case_for(work, officer, case)


async def return_answer(
    work: UnitOfWork,
    officer: Principal,
    reference: str,
    remark: str,
    seen: int | None,
    *,
    for_cleared: str | None = None,
) -> CaseView:
    """Return the answer with a remark; ``seen`` is the answer's version, ``for_cleared`` for cleared officers only.

    Raises:
        Forbidden: the officer wrote or submitted it.
        Conflict: the answer changed since; otherwise as ``load_case_for``.
    """
    case = await load_case_for(work, officer, CaseAct.JUDGE_ANSWER, reference)
    answer, text = await read_answer(work, case.id)
    require_version(answer, seen)
    await write_answer(work, case.id, answer.send_back(officer.subject), text)
    await record_and_publish(work, case, AnswerReturned(at=work.clock.now(), actor=officer.subject, remark=remark))
    await add_note_for_cleared(work, officer, case, CaseAct.JUDGE_ANSWER, for_cleared)
    await work.audit(officer, "answer.return", reference)
    return await case_for(work, officer, case)


async def approve_answer(work: UnitOfWork, officer: Principal, reference: str, seen: int | None) -> CaseView:
    """Approve and so send the answer; ``seen`` is the answer's version.

    Raises:
        Forbidden: the officer wrote or submitted it.
        Conflict: the answer or the question changed since; otherwise as ``load_case_for``.
    """
    case = await load_case_for(work, officer, CaseAct.JUDGE_ANSWER, reference)
    answer, text = await read_answer(work, case.id)
    require_answer_to_this_question(case.file, answer, seen)
    now = work.clock.now()
    await write_answer(work, case.id, answer.approve(officer.subject), text)
    await record_and_publish(work, case, Answered(at=now, actor=officer.subject, text=text))
    await work.publish(
        CaseAnswered(question_id=case.id, reference=reference, answered_at=now, answer=SentAnswer(text=text))
    )
    await work.audit(officer, "answer.approve", reference)
    return await case_for(work, officer, case)
