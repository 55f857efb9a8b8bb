"""An officer confirms the route that routing was not sure of."""

from loket_backoffice.domain.errors import nothing_to_confirm
from loket_backoffice.domain.facts import RouteConfirmed
from loket_backoffice.domain.permissions import CaseAct
from loket_backoffice.domain.route_in_force import unconfirmed
from loket_backoffice.handlers.departments import as_wire_route
from loket_backoffice.handlers.find import case_to_change
from loket_backoffice.handlers.keep_for_cleared import keep_for_cleared
from loket_backoffice.handlers.settle import record_fact
from loket_backoffice.views.case_view import CaseView, case_for
from loket_shared.contracts.events.cases_route_confirmed import CaseRouteConfirmed
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def confirm_route(
    work: UnitOfWork,
    officer: Principal,
    reference: str,
    seen: int | None,
    reason: str = "",
    *,
    for_cleared: str | None = None,
) -> CaseView:
    """Put the newest decision in force and ask its departments; ``reason``: why, where the officer says so.

    Everybody on the case may read the reason; ``for_cleared`` only cleared officers.

    Raises:
        Conflict: no decision waits for confirmation; otherwise as ``case_to_change``.
    """
    case = await case_to_change(work, officer, CaseAct.CONFIRM_ROUTE, reference, seen)
    decision = unconfirmed(case.file)
    if decision is None:
        raise nothing_to_confirm()
    now = work.clock.now()
    await record_fact(work, case, RouteConfirmed(at=now, actor=officer.subject, decided_at=decision.at, reason=reason))
    route = as_wire_route(case.file, decision.route, officer.subject, reason)
    await work.publish(CaseRouteConfirmed(question_id=case.id, reference=reference, confirmed_at=now, route=route))
    await keep_for_cleared(work, officer, case, CaseAct.CONFIRM_ROUTE, for_cleared)
    await work.audit(officer, "case.confirm-route", reference)
    return await case_for(work, officer, case)
