"""The use cases of a contribution request: an officer asks for it, its department works on it, both read it."""

from uuid import UUID

from loket_backoffice.domain.access import is_own, may_know_all_departments
from loket_backoffice.domain.contributions import ContributionRequest, ContributionText, RequestAction
from loket_backoffice.domain.errors import not_yours
from loket_backoffice.domain.permissions import CaseAction, allowed_on_request
from loket_backoffice.domain.record_fact import CaseChange
from loket_backoffice.domain.route_by_hand import ask_department
from loket_backoffice.handlers.bodies import DepartmentCode, LongText, ShortText, TextBody, VersionedBody
from loket_backoffice.handlers.delayed_publishing import schedule_step_event
from loket_backoffice.handlers.departments import covert_departments, require_department
from loket_backoffice.handlers.load import load_case_for, load_request, load_request_for
from loket_backoffice.handlers.save_and_publish import save_and_publish
from loket_backoffice.store.case_content import Note, add_note, read_question
from loket_backoffice.store.cases import StoredCase
from loket_backoffice.store.requests import (
    read_contribution_texts,
    release_draft,
    write_draft_text,
    write_refusal,
    write_request_question,
)
from loket_backoffice.views.request_view import SingleRequestView, request_for
from loket_shared.contracts.contribution_event import ContributionNotice
from loket_shared.contracts.events.contributions_declined import ContributionDeclined, DeclinedWork
from loket_shared.contracts.events.contributions_released import ContributionReleased, ReleasedWork
from loket_shared.db.ids import random_id
from loket_shared.local_time import local_date
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def read_request(work: UnitOfWork, principal: Principal, request_id: UUID) -> SingleRequestView:
    """Return the request, and audit the reading.

    Raises:
        NotFoundError: it does not exist for this reader.
    """
    stored, request = await load_request(work, principal, request_id)
    await work.audit(principal, "request.read", str(request_id), apart=True)
    return await _show_request(work, principal, stored, request)


async def _show_request(
    work: UnitOfWork, principal: Principal, stored: StoredCase, request: ContributionRequest
) -> SingleRequestView:
    """Open the parts of a visible request that ``principal`` may see, and return the view of it."""
    own = [request.id] if is_own(principal, request) else []
    texts = (await read_contribution_texts(work, [request.id], drafts_of=own))[request.id]
    question = await read_question(work, stored.row)
    return request_for(principal, stored, request, texts, question, work.clock.now())


async def lock_request_version(work: UnitOfWork, principal: Principal, request_id: UUID) -> int:
    """Return the version of the request, which stays as it is until the transaction ends.

    Raises:
        NotFoundError: it does not exist for this reader.
    """
    _, request = await load_request(work, principal, request_id, lock=True)
    return request.version


async def read_request_actions(work: UnitOfWork, principal: Principal, request_id: UUID) -> frozenset[RequestAction]:
    """Return the actions that ``principal`` may take on the contribution request now.

    Raises:
        NotFoundError: it does not exist for this reader.
    """
    stored, request = await load_request(work, principal, request_id)
    return allowed_on_request(principal, stored.case, request)


class DepartmentBody(VersionedBody):
    """The department to ask, and the front office's own question to it."""

    department: DepartmentCode
    question: ShortText | None = None
    urgent: bool = False


async def ask_department_by_hand(
    work: UnitOfWork,
    principal: Principal,
    reference: str,
    department: str,
    question: str | None,
    *,
    urgent: bool,
    expected_version: int | None,
    request_id: UUID | None = None,
) -> SingleRequestView:
    """Make the request and publish it later; raises as ``load_case_for`` and ``ask_department``.

    Only cleared officers ask a covert department. Others are refused before the answer could reveal whether it already
    takes part. ``request_id``: a random id, if the caller must know it beforehand.
    """
    stored = await load_case_for(work, principal, CaseAction.ASK_DEPARTMENT, reference, expected_version)
    covert = require_department(department, "department", local_date(work.clock.now())) in covert_departments()
    if covert and not may_know_all_departments(principal):
        raise not_yours()
    request = ContributionRequest(request_id or random_id(), department, covert, urgent, work.clock.now())
    await save_and_publish(work, stored, ask_department(stored.case, request), question)
    if question:
        await write_request_question(work, stored.id, request.id, question)
    await work.audit(principal, "request.created", str(request.id), apart=True)
    return await _show_request(work, principal, stored, request)


class DraftBody(TextBody):
    """A contribution; ``background`` is for the front office only."""

    background: LongText | None = None


async def assign_contribution(
    work: UnitOfWork, principal: Principal, request_id: UUID, assignee: str, expected_version: int | None
) -> SingleRequestView:
    """Give the work to ``assignee``, a subject; raises as ``load_request_for``."""
    stored, request = await load_request_for(work, principal, RequestAction.ASSIGN, request_id, expected_version)
    return await _save_request(work, principal, stored, request.assign(assignee), "assigned")


async def write_draft(
    work: UnitOfWork, principal: Principal, request_id: UUID, text: ContributionText, expected_version: int | None
) -> SingleRequestView:
    """Replace the draft by ``text``; raises as ``load_request_for``."""
    stored, request = await load_request_for(work, principal, RequestAction.WRITE, request_id, expected_version)
    written = request.write(principal.subject)
    await write_draft_text(work, stored.id, request_id, text)
    return await _save_request(work, principal, stored, written, "written")


async def submit_contribution(
    work: UnitOfWork, principal: Principal, request_id: UUID, expected_version: int | None
) -> SingleRequestView:
    """Submit the draft; raises as ``load_request_for``."""
    stored, request = await load_request_for(work, principal, RequestAction.SUBMIT, request_id, expected_version)
    return await _save_request(work, principal, stored, request.submit(principal.subject), "submitted")


async def return_contribution(
    work: UnitOfWork, principal: Principal, request_id: UUID, remark: str, expected_version: int | None
) -> SingleRequestView:
    """Return the draft; the remark becomes a note of the department. Raises as ``load_request_for``."""
    stored, request = await load_request_for(work, principal, RequestAction.RETURN, request_id, expected_version)
    returned = request.send_back(principal.subject)
    await add_note(work, stored.id, request_id, Note(author=principal.subject, text=remark))
    return await _save_request(work, principal, stored, returned, "returned")


async def release_contribution(
    work: UnitOfWork, principal: Principal, request_id: UUID, expected_version: int | None
) -> SingleRequestView:
    """Seal the contribution anew for its readers and publish it later; raises as ``load_request_for``."""
    stored, request = await load_request_for(work, principal, RequestAction.RELEASE, request_id, expected_version)
    now = work.clock.now()
    released = request.release(principal.subject, now)
    text = await release_draft(work, stored.id, request_id)
    await schedule_step_event(
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
    return await _save_request(work, principal, stored, released, "released")


async def decline_contribution(
    work: UnitOfWork, principal: Principal, request_id: UUID, reason: str, expected_version: int | None
) -> SingleRequestView:
    """End the request without a contribution; raises as ``load_request_for``."""
    stored, request = await load_request_for(work, principal, RequestAction.DECLINE, request_id, expected_version)
    now = work.clock.now()
    declined = request.decline(now)
    await write_refusal(work, stored.id, request_id, reason)
    await schedule_step_event(
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
    return await _save_request(work, principal, stored, declined, "declined")


async def _save_request(
    work: UnitOfWork, principal: Principal, stored: StoredCase, request: ContributionRequest, done: str
) -> SingleRequestView:
    """Store ``request``, audit the action, and return the request as ``principal`` sees it."""
    await save_and_publish(work, stored, CaseChange(stored.case.with_request(request), changed=(request,)))
    await work.audit(principal, f"request.{done}", str(request.id), apart=True)
    return await _show_request(work, principal, stored, request)
