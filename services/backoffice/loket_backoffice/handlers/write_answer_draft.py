"""An officer writes at the answer."""

from loket_backoffice.domain.optimistic_lock import require_version
from loket_backoffice.domain.permissions import CaseAct
from loket_backoffice.handlers.find import case_to_change
from loket_backoffice.store.answers import read_answer, write_answer
from loket_backoffice.views.case_view import CaseView, case_for
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def write_answer_draft(
    work: UnitOfWork, officer: Principal, reference: str, text: str, seen: int | None
) -> CaseView:
    """Keep ``text`` in the place of the draft before; ``seen`` is the answer's version.

    Raises:
        Conflict: the answer changed since, or is with the second officer; otherwise as ``case_to_change``.
    """
    case = await case_to_change(work, officer, CaseAct.WRITE_ANSWER, reference)
    answer, _ = await read_answer(work, case.id)
    require_version(answer, seen)
    await write_answer(work, case.id, answer.write(officer.subject), text)
    await work.audit(officer, "answer.write", reference)
    return await case_for(work, officer, case)
