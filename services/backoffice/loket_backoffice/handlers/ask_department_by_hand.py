"""Asks one more department for its contribution, on an officer's decision."""

from uuid import UUID

from loket_backoffice.domain.access import may_know_all_departments
from loket_backoffice.domain.contributions import ContributionRequest
from loket_backoffice.domain.errors import not_yours
from loket_backoffice.domain.permissions import CaseAction
from loket_backoffice.domain.route_by_hand import ask_department
from loket_backoffice.handlers.bodies import DepartmentCode, ShortText, VersionedBody
from loket_backoffice.handlers.departments import covert_departments, require_department
from loket_backoffice.handlers.load import load_case_for
from loket_backoffice.handlers.read_request import show_request
from loket_backoffice.handlers.save_and_publish import save_and_publish
from loket_backoffice.store.requests import write_request_question
from loket_backoffice.views.request_view import SingleRequestView
from loket_shared.db.ids import random_id
from loket_shared.local_time import local_date
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


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
    return await show_request(work, principal, stored, request)
