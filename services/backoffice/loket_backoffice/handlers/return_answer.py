"""The second officer sends the answer back to its authors."""

from loket_backoffice.domain.facts import AnswerReturned
from loket_backoffice.domain.optimistic_lock import require_version
from loket_backoffice.domain.permissions import CaseAct
from loket_backoffice.handlers.find import case_to_change
from loket_backoffice.handlers.keep_for_cleared import keep_for_cleared
from loket_backoffice.handlers.settle import record_fact
from loket_backoffice.store.answers import read_answer, write_answer
from loket_backoffice.views.case_view import CaseView, case_for
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


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
        Conflict: the answer changed since; otherwise as ``case_to_change``.
    """
    case = await case_to_change(work, officer, CaseAct.JUDGE_ANSWER, reference)
    answer, text = await read_answer(work, case.id)
    require_version(answer, seen)
    await write_answer(work, case.id, answer.send_back(officer.subject), text)
    await record_fact(work, case, AnswerReturned(at=work.clock.now(), actor=officer.subject, remark=remark))
    await keep_for_cleared(work, officer, case, CaseAct.JUDGE_ANSWER, for_cleared)
    await work.audit(officer, "answer.return", reference)
    return await case_for(work, officer, case)
