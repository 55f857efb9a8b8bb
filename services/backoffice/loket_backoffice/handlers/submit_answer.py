"""An officer puts the answer before a second one."""

from loket_backoffice.domain.facts import AnswerSubmitted
from loket_backoffice.domain.optimistic_lock import require_version
from loket_backoffice.domain.permissions import CaseAct
from loket_backoffice.handlers.find import case_to_change
from loket_backoffice.handlers.settle import record_fact
from loket_backoffice.store.answers import read_answer, write_answer
from loket_backoffice.views.case_view import CaseView, case_for
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def submit_answer(work: UnitOfWork, officer: Principal, reference: str, seen: int | None) -> CaseView:
    """Submit the draft; ``seen`` is the answer's version.

    Raises:
        Forbidden: departments took part and the officer is not cleared.
        Conflict: the answer changed since, or there is no draft; otherwise as ``case_to_change``.
    """
    case = await case_to_change(work, officer, CaseAct.SUBMIT_ANSWER, reference)
    answer, text = await read_answer(work, case.id)
    require_version(answer, seen)
    submitted = answer.submit(
        officer.subject, cleared=officer.cleared, departments_took_part=case.file.departments_took_part
    )
    await write_answer(work, case.id, submitted, text)
    await record_fact(work, case, AnswerSubmitted(at=work.clock.now(), actor=officer.subject))
    await work.audit(officer, "answer.submit", reference)
    return await case_for(work, officer, case)
