"""Who did and read what."""

from fastapi import APIRouter, Response

from loket_backoffice.api.operations import AuditPageRequest, audit_records
from loket_backoffice.pages.visit import VisitDep

router = APIRouter()


@router.get("/audit")
async def audit(visit: VisitDep, page: AuditPageRequest) -> Response:
    """Show the audit trail, newest first: to the auditor all of it, to an approver that of the own department."""
    found = await audit_records(visit.principal, visit.runtime, page)
    return visit.page("audit.html", found=found, first=page.after is None)
