"""Chains committed records; an advisory lock lets one chainer run at a time."""

import structlog
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_shared.audit.chain import EMPTY, Head, anchor, is_keyed, next_link
from loket_shared.audit.keys import AuditKeys
from loket_shared.audit.store import BEFORE_ALL, chain, chained_after, last_link, unchained_after

_LOCK = 0x6175646974

_LOG = structlog.get_logger(__name__)


async def chain_records(session: AsyncSession, keys: AuditKeys) -> int:
    """Chain the records that committed since the last run, in this transaction; return their number.

    Does nothing while another process chains. A wrong record is chained as it is: the verification reports it.
    """
    connection = await session.connection()
    if not await connection.scalar(select(func.pg_try_advisory_xact_lock(_LOCK))):
        return 0
    links = []
    if records := await unchained_after(connection, BEFORE_ALL):
        head = await _to_go_on_from(connection)
        for record in records:
            head = next_link(keys, head, record)
            links.append((record.position, head))
        await chain(connection, links)
        _LOG.info("audit records chained", count=len(links), link=head.link, hash=head.hash.hex())
    return len(links)


async def _to_go_on_from(connection: AsyncConnection) -> Head:
    """Return the last link; if it was made without a key, return it with the anchor of all records up to it."""
    head = await last_link(connection)
    if head == EMPTY or is_keyed(head.hash):
        return head
    last, anchored = BEFORE_ALL, EMPTY.hash
    while page := await chained_after(connection, last):
        for found, record in page:
            last, anchored = found.link, anchor(anchored, found, record)
    return Head(head.link, anchored)
