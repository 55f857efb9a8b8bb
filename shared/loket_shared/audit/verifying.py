"""Holding a whole audit trail against its chain."""

from sqlalchemy import select
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_shared.audit.chain import EMPTY, Chained, Head, next_link
from loket_shared.audit.tables import AUDIT_RECORDS, CHAINED


class BrokenChain(Exception):
    """A record was changed, removed or put in after it was chained; ``link`` is the first that is wrong."""

    def __init__(self, link: int) -> None:
        super().__init__(f"the audit trail is broken at link {link}")
        self.link = link


async def verify(session: AsyncSession, seen: Head = EMPTY) -> Head:
    """Recompute the chain and return its head; ``seen`` is a head of before, from the log, that must be in it.

    Raises:
        BrokenChain: the trail is not what was chained, or ends before ``seen``.
    """
    head, columns = EMPTY, AUDIT_RECORDS.c
    chained = select(columns.link, columns.hash, *CHAINED).where(columns.link.is_not(None)).order_by(columns.link)
    connection = await session.connection()
    async with connection.stream(chained) as rows:
        async for link, kept, *values in rows:
            head = next_link(head, Chained(*values))
            if (link, kept) != (head.link, head.hash) or (head.link == seen.link and head != seen):
                raise BrokenChain(head.link)
    if head.link < seen.link:
        raise BrokenChain(head.link + 1)
    return head
