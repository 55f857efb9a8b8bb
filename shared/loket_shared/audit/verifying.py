"""Verifies a whole audit trail, and names the first fault.

It is read page by page, each in a transaction of its own. Chained records do not change, so a trail of any length needs
the memory of one page and blocks nobody.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from time import perf_counter

from loket_shared.audit.chain import (
    EMPTY,
    ChainedRecord,
    Head,
    anchor,
    follows,
    is_authentic,
    is_keyed,
    is_timely,
    key_of,
    unkeyed_link,
)
from loket_shared.audit.keys import AuditKeys, UnknownKeyError
from loket_shared.audit.store import BEFORE_ALL, chained_after, first_copy, unchained_after
from loket_shared.db.database import Database


class Fault(StrEnum):
    """The fault of a record; the value ends a sentence that begins with the record."""

    MISSING = "is missing"
    CHANGED = "is not as it was chained"
    NOT_WRITTEN = "was not written by the service"
    COPIED = "is a copy of another record"
    UNTIMELY = "bears a time at which it was not written"
    UNKNOWN_KEY = "names a key that is not at hand"
    OLD_KEY = "was made with a key that had been replaced before"
    REPLACED = "is not the one that was published"
    GONE = "is gone, and was published"


@dataclass(frozen=True)
class Wrong:
    """The first wrong record.

    ``link`` is its place in the chain; it is None if the record is not chained yet and only has a ``position`` in the
    table. A hash over several records shows only that one of them is wrong, between ``link`` and ``until``.
    """

    fault: Fault
    link: int | None = None
    position: int | None = None
    until: int | None = None
    published_at: datetime | None = None

    def __str__(self) -> str:
        if self.link is None:
            return f"the record at position {self.position}, not chained yet, {self.fault}"
        several = self.until is not None and self.until > self.link
        which = f"one of the records {self.link} to {self.until}" if several else f"record {self.link}"
        when = f" on {self.published_at:%Y-%m-%d at %H:%M:%S} UTC" if self.published_at else ""
        return f"{which} {self.fault}{when}"


@dataclass(frozen=True)
class Verified:
    """The valid part of the trail, up to the record ``link``, written at ``time``; ``wrong`` is the first wrong one."""

    link: int = 0
    time: datetime | None = None
    hash: bytes = b""
    wrong: Wrong | None = None


WHOLE_CORE = 1.0


async def verify(database: Database, keys: AuditKeys, share: float = WHOLE_CORE) -> Verified:
    """Recompute the chain from its first record to its last, and check the records that are not chained yet.

    ``share`` is the fraction of one processor core that the verification may use; it sleeps between pages.
    """
    walk = Walk(keys)
    async for page in _pages(database, share):
        if wrong := walk.step(page):
            return walk.verified(wrong)
    return walk.verified(await _copied(database) or await _waiting(database, walk))


class Walk:
    """Walks along the chain, up to the first wrong record."""

    def __init__(self, keys: AuditKeys) -> None:
        self._keys = keys
        self._head = EMPTY
        self._anchor = EMPTY.hash
        self._last: ChainedRecord | None = None
        self._keyed = self._authenticated = False

    def step(self, page: Iterable[tuple[Head, ChainedRecord]]) -> Wrong | None:
        """Check ``page``; return the first wrong record, or None."""
        for found, record in page:
            if found.link != self._head.link + 1:
                return Wrong(Fault.MISSING, self._head.link + 1)
            if fault := self._fault_of(found, record):
                return self._wrong(fault, found, record)
            self._anchor = anchor(self._anchor, found, record) if not self._keyed else b""
            self._head, self._last = found, record
        return None

    def fault_in(self, record: ChainedRecord) -> Fault | None:
        """Return the fault of a record by itself, or None.

        Records without an authentication code are older than the codes, so a record with a code never precedes one
        without.
        """
        if not record.mac and not self._authenticated:
            return None
        self._authenticated = True
        try:
            if not is_authentic(self._keys, record):
                return Fault.NOT_WRITTEN
        except UnknownKeyError:
            return Fault.UNKNOWN_KEY
        return None if is_timely(record) else Fault.UNTIMELY

    def verified(self, wrong: Wrong | None) -> Verified:
        """Return the valid part of the trail and the first wrong record."""
        return Verified(self._head.link, self._last.time if self._last else None, self._head.hash, wrong)

    def _wrong(self, fault: Fault, found: Head, record: ChainedRecord) -> Wrong:
        if fault is Fault.CHANGED and is_keyed(found.hash) and not self._keyed and self._head.link:
            return Wrong(fault, 1, until=found.link)  # the first keyed link covers all unkeyed records
        return Wrong(fault, found.link, record.position)

    def _fault_of(self, found: Head, record: ChainedRecord) -> Fault | None:
        if not is_keyed(found.hash):
            may_be = _is_whole(record) and not (self._keyed or record.mac)
            return None if may_be and found == unkeyed_link(self._head, record) else Fault.CHANGED
        try:
            if self._keyed and self._keys.age(key_of(found.hash)) < self._keys.age(key_of(self._head.hash)):
                return Fault.OLD_KEY
            previous = self._head.hash if self._keyed else self._anchor
            if not follows(self._keys, previous, found.link, record, found.hash):
                return Fault.CHANGED
        except UnknownKeyError:
            return Fault.UNKNOWN_KEY
        self._keyed = True
        return self.fault_in(record)


def _is_whole(record: ChainedRecord) -> bool:
    """Return True if every column is filled that was required before the keys."""
    return None not in (record.time, record.actor, record.action, record.object, record.result, record.origin)


async def _pages(database: Database, share: float) -> AsyncIterator[list[tuple[Head, ChainedRecord]]]:
    last = BEFORE_ALL
    while True:
        started = perf_counter()
        async with database.transaction() as session:
            page = await chained_after(await session.connection(), last)
        if not page:
            return
        yield page
        last = page[-1][0].link
        await asyncio.sleep((perf_counter() - started) * (1 / share - 1))


async def _copied(database: Database) -> Wrong | None:
    async with database.transaction() as session:
        link = await first_copy(await session.connection())
    return Wrong(Fault.COPIED, link) if link is not None else None


async def _waiting(database: Database, walk: Walk) -> Wrong | None:
    """Return the first unchained record that the service did not write, or None."""
    last = BEFORE_ALL
    while True:
        async with database.transaction() as session:
            records = await unchained_after(await session.connection(), last)
        if not records:
            return None
        for record in records:
            if fault := walk.fault_in(record):
                return Wrong(fault, position=record.position)
        last = records[-1].position
