"""An officer takes an answered or closed case up again."""

from loket_backoffice.domain.facts import Reopened
from loket_backoffice.domain.permissions import CaseAct
from loket_backoffice.handlers.find import case_to_change
from loket_backoffice.handlers.keep_for_cleared import keep_for_cleared
from loket_backoffice.handlers.settle import record_fact
from loket_backoffice.views.case_view import CaseView, case_for
from loket_shared.contracts.events.cases_reopened import CaseReopened, Reopening
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def reopen_case(
    work: UnitOfWork,
    officer: Principal,
    reference: str,
    reason: str,
    seen: int | None,
    *,
    for_cleared: str | None = None,
) -> CaseView:
    """Reopen the case; raises as ``case_to_change``."""
    case = await case_to_change(work, officer, CaseAct.REOPEN, reference, seen)
    now = work.clock.now()
    await record_fact(work, case, Reopened(at=now, actor=officer.subject, reason=reason))
    await work.publish(
        CaseReopened(question_id=case.id, reference=reference, reopened_at=now, reopening=Reopening(reason=reason))
    )
    await keep_for_cleared(work, officer, case, CaseAct.REOPEN, for_cleared)
    await work.audit(officer, "case.reopen", reference)
    return await case_for(work, officer, case)
