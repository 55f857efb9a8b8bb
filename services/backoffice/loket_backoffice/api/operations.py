"""``/v1/service-levels``, ``/v1/audit-records`` and ``/v1/erasures``."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from loket_backoffice.handlers.erase_question import ErasureBody, ErasureView, erase_question
from loket_backoffice.handlers.operations import ServiceLevelsView, read_service_levels
from loket_backoffice.handlers.read_audit_records import AuditPageRequest, AuditRecordView, SearchWord, read_audit_page
from loket_shared.audit import Narrowing
from loket_shared.http.attempts import attempt_on
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.direct_route import DirectRoute
from loket_shared.http.idempotency_key import OnceDep
from loket_shared.http.paging import Page
from loket_shared.identity.tokens import CurrentPrincipal
from loket_shared.timestamps import Moment

router = APIRouter(prefix="/v1", tags=["operations"], route_class=DirectRoute)


@router.get("/service-levels", response_model_exclude_unset=True)
async def service_levels(
    principal: CurrentPrincipal, runtime: RuntimeDep, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> ServiceLevelsView:
    """Return how the promises are kept, and the open cases by what runs out first."""
    async with runtime.unit_of_work() as work:
        levels = await read_service_levels(work, principal, limit)
    return ServiceLevelsView.of(levels)


@router.get("/audit-records")
async def audit_records(
    principal: CurrentPrincipal,
    runtime: RuntimeDep,
    page: AuditPageRequest,
    reference: SearchWord | None = None,
    actor: SearchWord | None = None,
    action: SearchWord | None = None,
    since: Annotated[Moment | None, Query(alias="from")] = None,
    until: Annotated[Moment | None, Query(alias="to")] = None,
    refused: bool = False,
) -> Page[AuditRecordView]:
    """Return who did and read what, newest first: all of it, or what the parameters ask for.

    From ``from`` on and before ``to``. With ``reference`` an auditor gets what was done to that question, an
    approver what was done to the own department's requests on it.
    """
    narrowing = Narrowing(actor, action, since, until, refused)
    async with runtime.unit_of_work() as work:
        return await read_audit_page(work, principal, page, reference, narrowing)


@router.post("/erasures", status_code=201)
async def erase(
    request: Request, body: ErasureBody, principal: CurrentPrincipal, runtime: RuntimeDep, once: OnceDep
) -> ErasureView:
    """Destroy the keys of a question."""
    attempt_on(request, body.reference)
    erased_at = await erase_question(runtime, principal, body.reference, body.reason, once.sending)
    return ErasureView(reference=body.reference, erased_at=erased_at)
