"""The auditor looks at who did and read what; an approver at who worked in the department's own compartment."""

from collections.abc import Collection

from loket_backoffice.handlers.departments import covert_departments
from loket_backoffice.store.request_store import ids_of_department, ids_on_question
from loket_shared import audit
from loket_shared.audit import AuditRecord, Narrowing
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.failures import NotFound
from loket_shared.identity.principal import Principal, Role

_ALL = Narrowing()


async def read_audit_records(
    work: UnitOfWork,
    reader: Principal,
    limit: int,
    before: int | None,
    reference: str | None = None,
    narrowing: Narrowing = _ALL,
) -> list[AuditRecord]:
    """Return at most ``limit`` records older than the position ``before``, newest first, and record the reading.

    With ``reference`` those about one question, the work of the departments on it included as far as the
    reader may know of that.

    Raises:
        NotFound: the audit trail does not exist for this reader.
    """
    objects = await _objects(work, reader, reference)
    records = await audit.read_records(work.session, limit, before, objects, narrowing)
    await work.audit(reader, "audit-records.read", "audit-records")
    return records


async def _objects(work: UnitOfWork, reader: Principal, reference: str | None) -> Collection[str] | None:
    if reader.role is Role.APPROVER and reader.department:
        own = await ids_of_department(work, reader.department, reference)
        return [str(request_id) for request_id in own]
    if reader.role is not Role.AUDITOR:
        raise NotFound
    if reference is None:
        return None
    # That a covert department takes part is not for the auditor: nothing leads from a question to its work.
    known = await ids_on_question(work, reference, covert_departments())
    return [reference, *(str(request_id) for request_id in known)]
