"""An officer told the asker by telephone what a mail could not; a desk that asked something waits again."""

from loket_backoffice.domain.asker_contact import unreached
from loket_backoffice.domain.errors import nothing_failed
from loket_backoffice.domain.facts import ToldByTelephone
from loket_backoffice.domain.permissions import CaseAct
from loket_backoffice.handlers.find import case_to_change
from loket_backoffice.handlers.settle import record_fact
from loket_backoffice.views.case_view import CaseView, case_for
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def tell_by_telephone(work: UnitOfWork, officer: Principal, reference: str, seen: int | None) -> CaseView:
    """Record the call.

    Raises:
        Conflict: no message failed; otherwise as ``case_to_change``.
    """
    case = await case_to_change(work, officer, CaseAct.TELL_BY_TELEPHONE, reference, seen)
    if not unreached(case.file):
        raise nothing_failed()
    await record_fact(work, case, ToldByTelephone(at=work.clock.now(), actor=officer.subject))
    await work.audit(officer, "case.tell-by-telephone", reference)
    return await case_for(work, officer, case)
