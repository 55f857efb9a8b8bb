"""Reads the audit trail for readers who may see it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_shared.audit.tables import AUDIT_RECORDS, showable

REFUSED = "refused"


@dataclass(frozen=True)
class AuditRecord:
    """One record. ``position`` orders the records and is the cursor; ``link`` is None until the record is chained.

    ``times`` is larger than 1 if repeats were folded into the record.
    """

    position: int
    time: datetime
    actor: str
    action: str
    object: str
    result: str
    origin: str
    content: bytes | None
    times: int
    link: int | None


@dataclass(frozen=True)
class Narrowing:
    """A filter on records; a condition that is None or False matches every record.

    ``since`` is inclusive and ``until`` exclusive.
    """

    actor: str | None = None
    action: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    refused: bool = False

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """Yield the conditions on the table."""
        columns = AUDIT_RECORDS.c
        if self.actor is not None:
            yield columns.actor == self.actor
        if self.action is not None:
            yield columns.action == self.action
        if self.since is not None:
            yield columns.time >= self.since
        if self.until is not None:
            yield columns.time < self.until
        if self.refused:
            yield columns.result == REFUSED


_COLUMNS = [showable(AUDIT_RECORDS.c[name]) for name in AuditRecord.__dataclass_fields__]
_ALL = Narrowing()


async def read_records(
    session: AsyncSession,
    limit: int,
    before: int | None = None,
    objects: Collection[str] | None = None,
    narrowing: Narrowing = _ALL,
) -> list[AuditRecord]:
    """Return at most ``limit`` records, newest first, older than the position ``before``.

    ``objects`` keeps only the records about these objects.
    """
    query = select(*_COLUMNS).order_by(AUDIT_RECORDS.c.position.desc()).limit(limit).where(*narrowing.conditions())
    if before is not None:
        query = query.where(AUDIT_RECORDS.c.position < before)
    if objects is not None:
        query = query.where(AUDIT_RECORDS.c.object.in_(objects))
    connection = await session.connection()
    return [AuditRecord(**row) for row in (await connection.execute(query)).mappings()]
