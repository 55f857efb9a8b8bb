"""An officer asks the asker for information, or for consent; the desk waits for it."""

from loket_backoffice.domain.facts import InformationRequested
from loket_backoffice.domain.permissions import CaseAct
from loket_backoffice.handlers.find import case_to_change
from loket_backoffice.handlers.settle import record_fact
from loket_backoffice.views.case_view import CaseView, case_for
from loket_shared.contracts.events.cases_information_requested import CaseInformationRequested, InformationRequest
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def ask_asker(work: UnitOfWork, officer: Principal, reference: str, text: str, seen: int | None) -> CaseView:
    """Send ``text`` to the asker; raises as ``case_to_change``."""
    case = await case_to_change(work, officer, CaseAct.ASK_ASKER, reference, seen)
    now = work.clock.now()
    await record_fact(work, case, InformationRequested(at=now, actor=officer.subject, text=text))
    await work.publish(
        CaseInformationRequested(
            question_id=case.id, reference=reference, requested_at=now, request=InformationRequest(text=text)
        )
    )
    await work.audit(officer, "case.ask-asker", reference)
    return await case_for(work, officer, case)
