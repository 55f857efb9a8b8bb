"""An officer learns that there is haste after all."""

from loket_backoffice.domain.permissions import CaseAct
from loket_backoffice.domain.route_by_hand import make_urgent
from loket_backoffice.handlers.settle_route import choose_route
from loket_backoffice.views.case_view import CaseView
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
    return await choose_route(work, officer, CaseAct.MAKE_URGENT, make_urgent, reference, reason, seen, for_cleared)
