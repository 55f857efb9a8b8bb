"""The second officer lets the answer go out."""

from loket_backoffice.domain.facts import Answered
from loket_backoffice.domain.optimistic_lock import require_answer_to_this_question
from loket_backoffice.domain.permissions import CaseAct
from loket_backoffice.handlers.find import case_to_change
from loket_backoffice.handlers.settle import record_fact
from loket_backoffice.store.answers import read_answer, write_answer
from loket_backoffice.views.case_view import CaseView, case_for
from loket_shared.contracts.events.cases_answered import Answer as SentAnswer
from loket_shared.contracts.events.cases_answered import CaseAnswered
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def approve_answer(work: UnitOfWork, officer: Principal, reference: str, seen: int | None) -> CaseView:
    """Approve and so send the answer; ``seen`` is the answer's version.

    Raises:
        Forbidden: the officer wrote or submitted it.
        Conflict: the answer or the question changed since; otherwise as ``case_to_change``.
    """
    case = await case_to_change(work, officer, CaseAct.JUDGE_ANSWER, reference)
    answer, text = await read_answer(work, case.id)
    require_answer_to_this_question(case.file, answer, seen)
    now = work.clock.now()
    await write_answer(work, case.id, answer.approve(officer.subject), text)
    await record_fact(work, case, Answered(at=now, actor=officer.subject, text=text))
    await work.publish(
        CaseAnswered(question_id=case.id, reference=reference, answered_at=now, answer=SentAnswer(text=text))
    )
    await work.audit(officer, "answer.approve", reference)
    return await case_for(work, officer, case)
