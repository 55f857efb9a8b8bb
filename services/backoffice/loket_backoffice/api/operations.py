"""``/v1/service-levels``, ``/v1/audit-records`` and ``/v1/erasures``."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request

from loket_backoffice.handlers.erase_question import ErasureBody, ErasureView, erase_question
from loket_backoffice.handlers.read_audit_records import read_audit_records
from loket_backoffice.handlers.read_service_levels import ServiceLevelsView, read_service_levels
from loket_shared.audit import Narrowing
from loket_shared.contracts.model import WireModel
from loket_shared.http.attempts import attempt_on
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.once import OnceDep
from loket_shared.http.paging import Page, PageRequest, page_of
from loket_shared.identity.bearer import CurrentPrincipal
from loket_shared.identity.principal import Principal
from loket_shared.moment_types import Moment
from loket_shared.ops.runtime import Runtime

router = APIRouter(prefix="/v1", tags=["operations"])

AuditPageRequest = Annotated[PageRequest, page_of(int)]
Word = Annotated[str, Query(max_length=100)]


class AuditRecordView(WireModel):
    """Who did what to what; readers of departments and askers stand under stable pseudonyms."""

    time: datetime
    actor: str
    action: str
    object: str
    result: str
    origin: str
    times: int
    """How often it was done, where repeats were folded into one record."""


@router.get("/service-levels", response_model_exclude_unset=True)
async def service_levels(
    principal: CurrentPrincipal, runtime: RuntimeDep, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> ServiceLevelsView:
    """Return how the promises are kept, and the open cases by what runs out first."""
    async with runtime.unit_of_work() as work:
        return await read_service_levels(work, principal, limit)


@router.get("/audit-records")
async def audit_records(
    principal: CurrentPrincipal,
    runtime: RuntimeDep,
    page: AuditPageRequest,
    reference: Word | None = None,
    actor: Word | None = None,
    action: Word | None = None,
    since: Annotated[Moment | None, Query(alias="from")] = None,
    until: Annotated[Moment | None, Query(alias="to")] = None,
    refused: bool = False,
) -> Page[AuditRecordView]:
    """Return who did and read what, newest first: all of it, or what the parameters ask for.

    From ``from`` on and before ``to``. With ``reference`` an auditor gets what was done to that question, an
    approver what was done to the own department's requests on it.
    """
    narrowing = Narrowing(actor, action, since, until, refused)
    return await page_of_records(principal, runtime, page, reference, narrowing)


async def page_of_records(
    reader: Principal, runtime: Runtime, page: PageRequest, reference: str | None, narrowing: Narrowing
) -> Page[AuditRecordView]:
    """Return one page of the audit trail."""
    before = int(page.after[0]) if page.after else None
    async with runtime.unit_of_work() as work:
        records = await read_audit_records(work, reader, page.limit + 1, before, reference, narrowing)
    views = [
        AuditRecordView(
            time=record.time,
            actor=record.actor,
            action=record.action,
            object=record.object,
            result=record.result,
            origin=record.origin,
            times=record.times,
        )
        for record in records[: page.limit]
    ]
    return Page[AuditRecordView](items=tuple(views), next=page.next_cursor([(record.position,) for record in records]))


@router.post("/erasures", status_code=201)
async def erase(
    request: Request, body: ErasureBody, principal: CurrentPrincipal, runtime: RuntimeDep, once: OnceDep
) -> ErasureView:
    """Destroy the keys of a question."""
    attempt_on(request, body.reference)
    erased_at = await erase_question(runtime, principal, body.reference, body.reason, once.sending)
    return ErasureView(reference=body.reference, erased_at=erased_at)
