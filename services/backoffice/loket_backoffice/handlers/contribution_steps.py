"""The steps of a department on its contribution request: assign, write, submit, return, release, decline."""

from uuid import UUID

from loket_backoffice.domain.contributions import ContributionRequest, ContributionText, RequestAction
from loket_backoffice.domain.record_fact import CaseChange
from loket_backoffice.handlers.bodies import LongText, TextBody
from loket_backoffice.handlers.delayed_publishing import delay_step_event
from loket_backoffice.handlers.load import load_request_for
from loket_backoffice.handlers.read_request import show_request
from loket_backoffice.handlers.save_and_publish import save_and_publish
from loket_backoffice.store.cases import StoredCase
from loket_backoffice.store.notes import Note, add_note
from loket_backoffice.store.requests import release_draft, write_draft_text, write_refusal
from loket_backoffice.views.request_view import SingleRequestView
from loket_shared.contracts.contribution_event import ContributionNotice
from loket_shared.contracts.events.contributions_declined import ContributionDeclined, DeclinedWork
from loket_shared.contracts.events.contributions_released import ContributionReleased, ReleasedWork
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


class DraftBody(TextBody):
    """A contribution; ``background`` is for the front office only."""

    background: LongText | None = None


async def assign_contribution(
    work: UnitOfWork, principal: Principal, request_id: UUID, assignee: str, expected_version: int | None
) -> SingleRequestView:
    """Give the work to ``assignee``, a subject; raises as ``load_request_for``."""
    stored, request = await load_request_for(work, principal, RequestAction.ASSIGN, request_id, expected_version)
    return await save_request(work, principal, stored, request.assign(assignee), "assigned")


async def write_draft(
    work: UnitOfWork, principal: Principal, request_id: UUID, text: ContributionText, expected_version: int | None
) -> SingleRequestView:
    """Replace the draft by ``text``; raises as ``load_request_for``."""
    stored, request = await load_request_for(work, principal, RequestAction.WRITE, request_id, expected_version)
    written = request.write(principal.subject)
    await write_draft_text(work, stored.id, request_id, text)
    return await save_request(work, principal, stored, written, "written")


async def submit_contribution(
    work: UnitOfWork, principal: Principal, request_id: UUID, expected_version: int | None
) -> SingleRequestView:
    """Submit the draft; raises as ``load_request_for``."""
    stored, request = await load_request_for(work, principal, RequestAction.SUBMIT, request_id, expected_version)
    return await save_request(work, principal, stored, request.submit(principal.subject), "submitted")


async def return_contribution(
    work: UnitOfWork, principal: Principal, request_id: UUID, remark: str, expected_version: int | None
) -> SingleRequestView:
    """Return the draft; the remark becomes a note of the department. Raises as ``load_request_for``."""
    stored, request = await load_request_for(work, principal, RequestAction.RETURN, request_id, expected_version)
    returned = request.send_back(principal.subject)
    await add_note(work, stored.id, request_id, Note(author=principal.subject, text=remark))
    return await save_request(work, principal, stored, returned, "returned")


async def release_contribution(
    work: UnitOfWork, principal: Principal, request_id: UUID, expected_version: int | None
) -> SingleRequestView:
    """Seal the contribution anew for its readers and publish it later; raises as ``load_request_for``."""
    stored, request = await load_request_for(work, principal, RequestAction.RELEASE, request_id, expected_version)
    now = work.clock.now()
    released = request.release(principal.subject, now)
    text = await release_draft(work, stored.id, request_id)
    await delay_step_event(
        work,
        stored.id,
        ContributionReleased(
            request_id=request_id,
            work=ReleasedWork(
                question_id=stored.id,
                reference=stored.reference,
                department=request.department,
                text=text.text,
                background=text.background,
                released_at=now,
            ),
            notice=ContributionNotice(question_id=stored.id, department=request.department),
        ),
    )
    return await save_request(work, principal, stored, released, "released")


async def decline_contribution(
    work: UnitOfWork, principal: Principal, request_id: UUID, reason: str, expected_version: int | None
) -> SingleRequestView:
    """End the request without a contribution; raises as ``load_request_for``."""
    stored, request = await load_request_for(work, principal, RequestAction.DECLINE, request_id, expected_version)
    now = work.clock.now()
    declined = request.decline(now)
    await write_refusal(work, stored.id, request_id, reason)
    await delay_step_event(
        work,
        stored.id,
        ContributionDeclined(
            request_id=request_id,
            work=DeclinedWork(
                question_id=stored.id,
                reference=stored.reference,
                department=request.department,
                reason=reason,
                declined_at=now,
            ),
            notice=ContributionNotice(question_id=stored.id, department=request.department),
        ),
    )
    return await save_request(work, principal, stored, declined, "declined")


async def save_request(
    work: UnitOfWork, principal: Principal, stored: StoredCase, request: ContributionRequest, done: str
) -> SingleRequestView:
    """Store ``request``, audit the action, and return the request as ``principal`` sees it."""
    await save_and_publish(work, stored, CaseChange(stored.case.with_request(request), changed=(request,)))
    await work.audit(principal, f"request.{done}", str(request.id), apart=True)
    return await show_request(work, principal, stored, request)
