"""The steps on a case, except those on its route and its answer."""

from loket_backoffice.domain.asker_contact import unreached_messages
from loket_backoffice.domain.errors import nothing_failed
from loket_backoffice.domain.facts import Assigned, Closed, InformationRequested, Reopened, ToldByTelephone
from loket_backoffice.domain.permissions import CaseAction
from loket_backoffice.handlers.add_note import add_note_for_cleared
from loket_backoffice.handlers.load import load_case_for
from loket_backoffice.handlers.read_cases import show_case
from loket_backoffice.handlers.save_and_publish import record_and_publish
from loket_backoffice.views.case_view import CaseView
from loket_shared.contracts.events.cases_assigned import Assignment, CaseAssigned
from loket_shared.contracts.events.cases_closed import CaseClosed
from loket_shared.contracts.events.cases_information_requested import CaseInformationRequested, InformationRequest
from loket_shared.contracts.events.cases_reopened import CaseReopened, Reopening
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def assign_case(
    work: UnitOfWork, principal: Principal, reference: str, assignee: str, expected_version: int | None
) -> CaseView:
    """Give the case to ``assignee``, a subject; raises as ``load_case_for``."""
    stored = await load_case_for(work, principal, CaseAction.ASSIGN, reference, expected_version)
    now = work.clock.now()
    await record_and_publish(work, stored, Assigned(at=now, actor=principal.subject, assignee=assignee))
    await work.publish(
        CaseAssigned(
            question_id=stored.id, reference=reference, assigned_at=now, assignment=Assignment(officer=assignee)
        )
    )
    await work.audit(principal, "case.assigned", reference)
    return await show_case(work, principal, stored)


async def ask_asker(
    work: UnitOfWork, principal: Principal, reference: str, text: str, expected_version: int | None
) -> CaseView:
    """Send ``text`` to the asker; raises as ``load_case_for``."""
    stored = await load_case_for(work, principal, CaseAction.ASK_ASKER, reference, expected_version)
    now = work.clock.now()
    await record_and_publish(work, stored, InformationRequested(at=now, actor=principal.subject, text=text))
    await work.publish(
        CaseInformationRequested(
            question_id=stored.id, reference=reference, requested_at=now, request=InformationRequest(text=text)
        )
    )
    await work.audit(principal, "case.information-requested", reference)
    return await show_case(work, principal, stored)


async def tell_by_telephone(
    work: UnitOfWork, principal: Principal, reference: str, expected_version: int | None
) -> CaseView:
    """Record that the asker was told by telephone.

    Raises:
        ConflictError: no message failed; otherwise as ``load_case_for``.
    """
    stored = await load_case_for(work, principal, CaseAction.TELL_BY_TELEPHONE, reference, expected_version)
    if not unreached_messages(stored.case):
        raise nothing_failed()
    await record_and_publish(work, stored, ToldByTelephone(at=work.clock.now(), actor=principal.subject))
    await work.audit(principal, "case.asker-telephoned", reference)
    return await show_case(work, principal, stored)


async def close_case(work: UnitOfWork, principal: Principal, reference: str, expected_version: int | None) -> CaseView:
    """Close the case; raises as ``load_case_for``."""
    stored = await load_case_for(work, principal, CaseAction.CLOSE, reference, expected_version)
    now = work.clock.now()
    await record_and_publish(work, stored, Closed(at=now, actor=principal.subject))
    await work.publish(CaseClosed(question_id=stored.id, reference=reference, closed_at=now))
    await work.audit(principal, "case.closed", reference)
    return await show_case(work, principal, stored)


async def reopen_case(
    work: UnitOfWork,
    principal: Principal,
    reference: str,
    reason: str,
    expected_version: int | None,
    *,
    for_cleared: str | None = None,
) -> CaseView:
    """Reopen the case; raises as ``load_case_for``."""
    stored = await load_case_for(work, principal, CaseAction.REOPEN, reference, expected_version)
    now = work.clock.now()
    await record_and_publish(work, stored, Reopened(at=now, actor=principal.subject, reason=reason))
    await work.publish(
        CaseReopened(question_id=stored.id, reference=reference, reopened_at=now, reopening=Reopening(reason=reason))
    )
    await add_note_for_cleared(work, principal, stored, CaseAction.REOPEN, for_cleared)
    await work.audit(principal, "case.reopened", reference)
    return await show_case(work, principal, stored)
