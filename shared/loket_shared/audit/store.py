"""The queries on the audit trail: those of the chainer, of the verification and of readers."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_shared.audit.chain import EMPTY, ChainedRecord, Head
from loket_shared.audit.tables import AUDIT_RECORDS, HEADS, RECORD, readable, showable

AT_ONCE = 500

BEFORE_ALL = -(2**63)
"""Lower than any position and any link, also those that no service creates."""

_of = AUDIT_RECORDS.c
_hash = func.coalesce(_of.hash, b"").label("hash")


async def last_link(connection: AsyncConnection) -> Head:
    """Return the last link of the trail."""
    chained = select(_of.link, _hash).where(_of.link.is_not(None))
    last = (await connection.execute(chained.order_by(_of.link.desc()).limit(1))).first()
    return Head(last.link, last.hash) if last else EMPTY


async def chained_after(connection: AsyncConnection, link: int) -> list[tuple[Head, ChainedRecord]]:
    """Return the next records of the chain after ``link``, each with its link and its hash."""
    query = select(_of.link, _hash, *RECORD).where(_of.link > link).order_by(_of.link).limit(AT_ONCE)
    return [(Head(*row[:2]), ChainedRecord(*row[2:])) for row in await connection.execute(query)]


async def unchained_after(connection: AsyncConnection, position: int) -> list[ChainedRecord]:
    """Return the next records after ``position`` that are not chained yet."""
    query = select(*RECORD).where(_of.link.is_(None), _of.position > position).order_by(_of.position).limit(AT_ONCE)
    return [ChainedRecord(*row) for row in await connection.execute(query)]


async def first_copy(connection: AsyncConnection) -> int | None:
    """Return the first link whose record has the authentication code of an earlier record, or None."""
    several = select(func.max(_of.link).label("link")).where(_of.link.is_not(None), _of.mac != b"").group_by(_of.mac)
    copies = several.having(func.count() > 1).subquery()
    found: int | None = await connection.scalar(select(func.min(copies.c.link)))
    return found


async def hashes_at(connection: AsyncConnection, links: Collection[int]) -> Mapping[int, bytes]:
    """Return the hash of each of ``links`` that the chain has."""
    rows = await connection.execute(select(_of.link, _hash).where(_of.link.in_(links)))
    return {row.link: row.hash for row in rows}


async def time_at(connection: AsyncConnection, link: int) -> datetime | None:
    """Return the time of the record at ``link``, or None."""
    found: datetime | None = await connection.scalar(select(readable(_of.time)).where(_of.link == link))
    return found


async def chain(connection: AsyncConnection, links: Sequence[tuple[int, Head]]) -> None:
    """Give each position its link and its hash."""
    statement = AUDIT_RECORDS.update().where(_of.position == bindparam("at"))
    await connection.execute(statement, [{"at": at, "link": head.link, "hash": head.hash} for at, head in links])


async def claim_publication(connection: AsyncConnection, link: int, now: datetime, again_before: datetime) -> bool:
    """Record that the trail is published up to ``link``; return False if nothing is new since ``again_before``.

    The row stays locked until the transaction ends, so one of several publishers comes first.
    """
    due = (HEADS.c.link < link) | ((HEADS.c.link == link) & (HEADS.c.published_at < again_before))
    claimed = HEADS.update().where(due).values(link=link, published_at=now).returning(HEADS.c.link)
    return (await connection.execute(claimed)).first() is not None


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
