"""An officer accepts or refuses the route that routing proposes after the work began."""

from loket_backoffice.domain.permissions import CaseAct
from loket_backoffice.domain.route_by_hand import accept, refuse
from loket_backoffice.handlers.settle_route import choose_route
from loket_backoffice.views.case_view import CaseView
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
    return await choose_route(work, officer, CaseAct.ACCEPT_PROPOSAL, accept, reference, reason, seen, for_cleared)


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
    return await choose_route(work, officer, CaseAct.REFUSE_PROPOSAL, refuse, reference, reason, seen, for_cleared)
