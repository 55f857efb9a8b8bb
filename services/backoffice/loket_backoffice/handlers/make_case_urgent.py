"""An officer learns that there is haste after all."""

from loket_backoffice.domain.permissions import CaseAct
from loket_backoffice.domain.priority import make_urgent
from loket_backoffice.handlers.find import case_to_change
from loket_backoffice.handlers.keep_for_cleared import keep_for_cleared
from loket_backoffice.handlers.settle_route import settle_route
from loket_backoffice.views.case_view import CaseView, case_for
from loket_shared.db.ids import random_id
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def make_case_urgent(
    work: UnitOfWork,
    officer: Principal,
    reference: str,
    reason: str,
    seen: int | None,
    *,
    for_cleared: str | None = None,
) -> CaseView:
    """Make the case urgent, with every request that still runs; raises as ``case_to_change`` and ``make_urgent``."""
    case = await case_to_change(work, officer, CaseAct.MAKE_URGENT, reference, seen)
    await settle_route(work, case, officer, make_urgent(case.file, officer, reason, work.clock.now(), random_id))
    await keep_for_cleared(work, officer, case, CaseAct.MAKE_URGENT, for_cleared)
    await work.audit(officer, "case.make-urgent", reference)
    return await case_for(work, officer, case)
