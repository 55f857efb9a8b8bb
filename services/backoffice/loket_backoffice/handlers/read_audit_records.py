"""The auditor looks at who did and read what; an approver at who worked in the department's own compartment."""

from collections.abc import Collection

from loket_backoffice.store.request_store import ids_of_department
from loket_shared import audit
from loket_shared.audit import AuditRecord
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.failures import NotFound
from loket_shared.identity.principal import Principal, Role


async def read_audit_records(work: UnitOfWork, reader: Principal, limit: int, before: int | None) -> list[AuditRecord]:
    """Return at most ``limit`` records older than the position ``before``, newest first, and record the reading.

    Raises:
        NotFound: the audit trail does not exist for this reader.
    """
    objects = await _objects(work, reader)
    records = await audit.read_records(work.session, limit, before, objects)
    await work.audit(reader, "audit-records.read", "audit-records")
    return records


async def _objects(work: UnitOfWork, reader: Principal) -> Collection[str] | None:
    if reader.role is Role.AUDITOR:
        return None
    if reader.role is Role.APPROVER and reader.department:
        return [str(request_id) for request_id in await ids_of_department(work, reader.department)]
    raise NotFound
