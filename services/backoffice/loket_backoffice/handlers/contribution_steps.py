"""The work of a department on a case: taken, written, submitted, returned, released or declined."""

from uuid import UUID

from loket_backoffice.domain.contributions import ContributionText, Request, RequestAct
from loket_backoffice.domain.record_fact import Outcome
from loket_backoffice.handlers.delayed_publishing import delay_act
from loket_backoffice.handlers.load import load_request_for
from loket_backoffice.handlers.save_and_publish import save_and_publish
from loket_backoffice.store.cases import StoredCase
from loket_backoffice.store.notes import Note, add_note
from loket_backoffice.store.requests import release_draft, write_draft_text, write_refusal
from loket_backoffice.views.request_view import RequestWithQuestion
from loket_backoffice.views.single_request import request_for
from loket_shared.contracts.contribution_event import ContributionNotice
from loket_shared.contracts.events.contributions_declined import ContributionDeclined, DeclinedWork
from loket_shared.contracts.events.contributions_released import ContributionReleased, ReleasedWork
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def assign_contribution(
    work: UnitOfWork, member: Principal, request_id: UUID, assignee: str, seen: int | None
) -> RequestWithQuestion:
    """Give the work to ``assignee``, a subject; raises as ``load_request_for``."""
    case, request = await load_request_for(work, member, RequestAct.ASSIGN, request_id, seen)
    return await save_request(work, member, case, request.assign(assignee), "assign")


async def write_draft(
    work: UnitOfWork, author: Principal, request_id: UUID, text: ContributionText, seen: int | None
) -> RequestWithQuestion:
    """Keep ``text`` in the place of the draft before; raises as ``load_request_for``."""
    case, request = await load_request_for(work, author, RequestAct.WRITE, request_id, seen)
    written = request.write(author.subject)
    await write_draft_text(work, case.id, request_id, text)
    return await save_request(work, author, case, written, "write")


async def submit_contribution(
    work: UnitOfWork, member: Principal, request_id: UUID, seen: int | None
) -> RequestWithQuestion:
    """Submit the draft; raises as ``load_request_for``."""
    case, request = await load_request_for(work, member, RequestAct.SUBMIT, request_id, seen)
    return await save_request(work, member, case, request.submit(member.subject), "submit")


async def return_contribution(
    work: UnitOfWork, approver: Principal, request_id: UUID, remark: str, seen: int | None
) -> RequestWithQuestion:
    """Return the draft; the remark becomes a note of the department. Raises as ``load_request_for``."""
    case, request = await load_request_for(work, approver, RequestAct.RETURN, request_id, seen)
    returned = request.send_back(approver.subject)
    await add_note(work, case.id, request_id, Note(author=approver.subject, text=remark))
    return await save_request(work, approver, case, returned, "return")


async def release_contribution(
    work: UnitOfWork, approver: Principal, request_id: UUID, seen: int | None
) -> RequestWithQuestion:
    """Seal the contribution anew for its readers and tell of it later; raises as ``load_request_for``."""
    case, request = await load_request_for(work, approver, RequestAct.RELEASE, request_id, seen)
    now = work.clock.now()
    released = request.release(approver.subject, now)
    text = await release_draft(work, case.id, request_id)
    await delay_act(
        work,
        case.id,
        ContributionReleased(
            request_id=request_id,
            work=ReleasedWork(
                question_id=case.id,
                reference=case.reference,
                department=request.department,
                text=text.text,
                background=text.background,
                released_at=now,
            ),
            notice=ContributionNotice(question_id=case.id, department=request.department),
        ),
    )
    return await save_request(work, approver, case, released, "release")


async def decline_contribution(
    work: UnitOfWork, approver: Principal, request_id: UUID, reason: str, seen: int | None
) -> RequestWithQuestion:
    """End the request without a contribution; raises as ``load_request_for``."""
    case, request = await load_request_for(work, approver, RequestAct.DECLINE, request_id, seen)
    now = work.clock.now()
    declined = request.decline(now)
    await write_refusal(work, case.id, request_id, reason)
    await delay_act(
        work,
        case.id,
        ContributionDeclined(
            request_id=request_id,
            work=DeclinedWork(
                question_id=case.id,
                reference=case.reference,
                department=request.department,
                reason=reason,
                declined_at=now,
            ),
            notice=ContributionNotice(question_id=case.id, department=request.department),
        ),
    )
    return await save_request(work, approver, case, declined, "decline")


async def save_request(
    work: UnitOfWork, member: Principal, case: StoredCase, request: Request, action: str
) -> RequestWithQuestion:
    """Store ``request`` as it is now, record who did it, and return it as ``member`` sees it."""
    await save_and_publish(work, case, Outcome(case.file.with_request(request), changed=(request,)))
    await work.audit(member, f"request.{action}", str(request.id), apart=True)
    return await request_for(work, member, case, request)
