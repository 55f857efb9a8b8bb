"""An officer closes an answered case."""

from loket_backoffice.domain.facts import Closed
from loket_backoffice.domain.permissions import CaseAct
from loket_backoffice.handlers.find import case_to_change
from loket_backoffice.handlers.settle import record_fact
from loket_backoffice.views.case_view import CaseView, case_for
from loket_shared.contracts.events.cases_closed import CaseClosed
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def close_case(work: UnitOfWork, officer: Principal, reference: str, seen: int | None) -> CaseView:
    """Close the case; raises as ``case_to_change``."""
    case = await case_to_change(work, officer, CaseAct.CLOSE, reference, seen)
    now = work.clock.now()
    await record_fact(work, case, Closed(at=now, actor=officer.subject))
    await work.publish(CaseClosed(question_id=case.id, reference=reference, closed_at=now))
    await work.audit(officer, "case.close", reference)
    return await case_for(work, officer, case)
