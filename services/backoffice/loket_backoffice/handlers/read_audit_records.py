"""Reads the audit trail: all of it for the auditor, the own department's work for an approver."""

from datetime import datetime
from typing import Annotated

from fastapi import Query

from loket_backoffice.store.audit_trail import read_for_auditor
from loket_backoffice.store.requests import ids_of_department
from loket_shared import audit
from loket_shared.audit import AuditRecord, Narrowing
from loket_shared.contracts.model import WireModel
from loket_shared.failures import NotFoundError
from loket_shared.http.paging import Page, PageRequest, page_of
from loket_shared.principal import Principal, Role
from loket_shared.unit_of_work import UnitOfWork

AuditPageRequest = Annotated[PageRequest, page_of(int)]
SearchWord = Annotated[str, Query(max_length=100)]

_ALL = Narrowing()


class AuditRecordView(WireModel):
    """One audited action; readers of departments and askers stand under stable pseudonyms."""

    time: datetime
    actor: str
    action: str
    object: str
    result: str
    origin: str
    times: int
    """The number of repeats that were folded into this record."""


async def read_audit_page(
    work: UnitOfWork, principal: Principal, page: PageRequest, reference: str | None, narrowing: Narrowing
) -> Page[AuditRecordView]:
    """Return one page of the audit trail; raises as ``read_audit_records``."""
    before = int(page.after[0]) if page.after else None
    records = await read_audit_records(work, principal, page.limit + 1, before, reference, narrowing)
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


async def read_audit_records(
    work: UnitOfWork,
    principal: Principal,
    limit: int,
    before: int | None,
    reference: str | None = None,
    narrowing: Narrowing = _ALL,
) -> list[AuditRecord]:
    """Return at most ``limit`` records older than the position ``before``, newest first, and record the reading.

    The auditor sees work on contributions by day, the department's own approver at its real time. With
    ``reference`` the auditor gets the records about that question, the approver those of the department's work on it.

    Raises:
        NotFoundError: the audit trail does not exist for this reader.
    """
    records = await _records(work, principal, limit, before, reference, narrowing)
    await work.audit(principal, "audit-records.read", "audit-records")
    return records


def require_auditing(principal: Principal) -> None:
    """Refuse a reader without an audit trail; raises as ``read_audit_records``."""
    if principal.role is not Role.AUDITOR and _department_of(principal) is None:
        raise NotFoundError


def _department_of(principal: Principal) -> str | None:
    """Return the department whose work the reader audits; None for the auditor."""
    return (principal.department or None) if principal.role is Role.APPROVER else None


async def _records(
    work: UnitOfWork, principal: Principal, limit: int, before: int | None, reference: str | None, narrowing: Narrowing
) -> list[AuditRecord]:
    if principal.role is Role.AUDITOR:
        return await read_for_auditor(work, limit, before, reference, narrowing)
    if department := _department_of(principal):
        own = [str(request_id) for request_id in await ids_of_department(work, department, reference)]
        return await audit.read_records(work.session, limit, before, own, narrowing)
    raise NotFoundError
