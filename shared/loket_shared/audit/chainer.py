"""Chains committed records, one chainer at a time."""

import asyncio
from typing import Protocol

import structlog
from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_shared.audit.chain import EMPTY, Chained, Head, next_link
from loket_shared.audit.tables import AUDIT_RECORDS, CHAINED
from loket_shared.db.database import Database

AT_ONCE = 500
SECONDS_BETWEEN_LOOKS = 1.0
_LOCK = 0x6175646974

_LOG = structlog.get_logger(__name__)


class HasDatabase(Protocol):
    """Whatever runs on a database: a service's runtime."""

    @property
    def database(self) -> Database:
        """The database whose records are chained."""


async def keep_chained(runtime: HasDatabase) -> None:
    """Chain new records every second, for ever."""
    while True:
        async with runtime.database.transaction() as session:
            chained = await chain_records(session)
        if chained < AT_ONCE:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)


async def chain_records(session: AsyncSession) -> int:
    """Chain what committed since the last time, in this transaction; return how many records.

    Nothing is done where another process chains at this moment. The new head is logged: held against
    the log, a trail that was cut off at its end shows.
    """
    connection = await session.connection()
    if not await connection.scalar(select(func.pg_try_advisory_xact_lock(_LOCK))):
        return 0
    columns = AUDIT_RECORDS.c
    head = await _head(connection)
    unchained = (
        select(columns.position, *CHAINED).where(columns.link.is_(None)).order_by(columns.position).limit(AT_ONCE)
    )
    links = []
    for position, *values in await connection.execute(unchained):
        head = next_link(head, Chained(*values))
        links.append({"at": position, "link": head.link, "hash": head.hash})
    if links:
        await connection.execute(update(AUDIT_RECORDS).where(columns.position == bindparam("at")), links)
        _LOG.info("audit records chained", count=len(links), link=head.link, hash=head.hash.hex())
    return len(links)


async def _head(connection: AsyncConnection) -> Head:
    columns = AUDIT_RECORDS.c
    chained = select(columns.link, columns.hash).where(columns.link.is_not(None))
    last = (await connection.execute(chained.order_by(columns.link.desc()).limit(1))).first()
    return Head(last.link, last.hash) if last else EMPTY
