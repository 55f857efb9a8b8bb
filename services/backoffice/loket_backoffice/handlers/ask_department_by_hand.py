"""An officer asks one more department for its contribution."""

from uuid import UUID

from loket_backoffice.domain.access import knows_all_participation
from loket_backoffice.domain.contributions import Request
from loket_backoffice.domain.errors import not_yours
from loket_backoffice.domain.permissions import CaseAct
from loket_backoffice.domain.route_by_hand import ask_department
from loket_backoffice.handlers.departments import covert_departments, require_department
from loket_backoffice.handlers.find import case_to_change
from loket_backoffice.handlers.settle import settle
from loket_backoffice.store.requests import write_request_question
from loket_backoffice.views.request_view import RequestWithQuestion
from loket_backoffice.views.single_request import request_for
from loket_shared.db.ids import random_id
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.dutch_day import dutch_day
from loket_shared.identity.principal import Principal


async def ask_department_by_hand(
    work: UnitOfWork,
    officer: Principal,
    reference: str,
    department: str,
    question: str | None,
    *,
    urgent: bool,
    seen: int | None,
    request_id: UUID | None = None,
) -> RequestWithQuestion:
    """Make the request and tell of it later; raises as ``case_to_change`` and ``ask_department``.

    A covert department is asked by cleared officers only; others are refused before it could be told
    whether it takes part already. ``request_id``: a random one, where the caller must know it beforehand.
    """
    case = await case_to_change(work, officer, CaseAct.ASK_DEPARTMENT, reference, seen)
    covert = require_department(department, "department", dutch_day(work.clock.now())) in covert_departments()
    if covert and not knows_all_participation(officer):
        raise not_yours()
    request = Request(request_id or random_id(), department, covert, urgent, work.clock.now())
    await settle(work, case, ask_department(case.file, request), question)
    if question:
        await write_request_question(work, case.id, request.id, question)
    await work.audit(officer, "case.ask-department", str(request.id), apart=True)
    return await request_for(work, officer, case, request)
