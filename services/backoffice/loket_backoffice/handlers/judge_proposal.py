"""An officer accepts or refuses the route that routing proposes after the work began."""

from loket_backoffice.domain.permissions import CaseAct
from loket_backoffice.domain.proposals import accept, refuse
from loket_backoffice.handlers.find import case_to_change
from loket_backoffice.handlers.keep_for_cleared import keep_for_cleared
from loket_backoffice.handlers.settle_route import settle_route
from loket_backoffice.views.case_view import CaseView, case_for
from loket_shared.db.ids import random_id
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def accept_proposal(
    work: UnitOfWork,
    officer: Principal,
    reference: str,
    reason: str,
    seen: int | None,
    *,
    for_cleared: str | None = None,
) -> CaseView:
    """Put the proposed route in force; raises as ``case_to_change`` and ``accept``."""
    case = await case_to_change(work, officer, CaseAct.ACCEPT_PROPOSAL, reference, seen)
    await settle_route(work, case, officer, accept(case.file, officer, reason, work.clock.now(), random_id))
    await keep_for_cleared(work, officer, case, CaseAct.ACCEPT_PROPOSAL, for_cleared)
    await work.audit(officer, "case.accept-proposal", reference)
    return await case_for(work, officer, case)


async def refuse_proposal(
    work: UnitOfWork,
    officer: Principal,
    reference: str,
    reason: str,
    seen: int | None,
    *,
    for_cleared: str | None = None,
) -> CaseView:
    """Keep the route as it is; raises as ``case_to_change`` and ``refuse``."""
    case = await case_to_change(work, officer, CaseAct.REFUSE_PROPOSAL, reference, seen)
    await settle_route(work, case, officer, refuse(case.file, officer, reason, work.clock.now(), random_id))
    await keep_for_cleared(work, officer, case, CaseAct.REFUSE_PROPOSAL, for_cleared)
    await work.audit(officer, "case.refuse-proposal", reference)
    return await case_for(work, officer, case)
