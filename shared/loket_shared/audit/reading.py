"""Reading the audit trail, for those who may."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_shared.audit.tables import AUDIT_RECORDS


@dataclass(frozen=True)
class AuditRecord:
    """One record; ``position`` orders records and is the cursor, ``link`` is None until it is chained."""

    position: int
    time: datetime
    actor: str
    action: str
    object: str
    result: str
    origin: str
    content: bytes | None
    link: int | None


_COLUMNS = [AUDIT_RECORDS.c[name] for name in AuditRecord.__dataclass_fields__]


async def read_records(
    session: AsyncSession, limit: int, before: int | None = None, objects: Collection[str] | None = None
) -> list[AuditRecord]:
    """Return at most ``limit`` records, newest first, older than the position ``before``.

    ``objects`` keeps only the records about these, for a reader who may see no others.
    """
    query = select(*_COLUMNS).order_by(AUDIT_RECORDS.c.position.desc()).limit(limit)
    if before is not None:
        query = query.where(AUDIT_RECORDS.c.position < before)
    if objects is not None:
        query = query.where(AUDIT_RECORDS.c.object.in_(objects))
    connection = await session.connection()
    return [AuditRecord(**row) for row in (await connection.execute(query)).mappings()]
