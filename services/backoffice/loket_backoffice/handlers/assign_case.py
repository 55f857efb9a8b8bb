"""An officer takes a case, or gives it to a colleague."""

from loket_backoffice.domain.facts import Assigned
from loket_backoffice.domain.permissions import CaseAct
from loket_backoffice.handlers.find import case_to_change
from loket_backoffice.handlers.settle import record_fact
from loket_backoffice.views.case_view import CaseView, case_for
from loket_shared.contracts.events.cases_assigned import Assignment, CaseAssigned
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def assign_case(
    work: UnitOfWork, officer: Principal, reference: str, assignee: str, seen: int | None
) -> CaseView:
    """Give the case to ``assignee``, a subject; raises as ``case_to_change``."""
    case = await case_to_change(work, officer, CaseAct.ASSIGN, reference, seen)
    now = work.clock.now()
    await record_fact(work, case, Assigned(at=now, actor=officer.subject, assignee=assignee))
    await work.publish(
        CaseAssigned(question_id=case.id, reference=reference, assigned_at=now, assignment=Assignment(officer=assignee))
    )
    await work.audit(officer, "case.assign", reference)
    return await case_for(work, officer, case)
