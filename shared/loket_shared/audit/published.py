"""Compares the trail with its published heads on Kafka."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from loket_shared.audit.chain import Head
from loket_shared.audit.encoding import encode
from loket_shared.audit.findings import Fault, Wrong
from loket_shared.audit.keys import AuditKeys, UnknownKeyError
from loket_shared.audit.store import AT_ONCE, hashes_at
from loket_shared.contracts.events.audit_heads_published import AuditHeadPublished
from loket_shared.db.database import Database


class LoggedHead(NamedTuple):
    """A published head on Kafka, with its number among the heads of its trail.

    ``logged_at`` is the time at which Kafka stored the head, None if the reader does not know it.
    """

    sequence: int
    event: AuditHeadPublished
    logged_at: datetime | None = None

    @property
    def head(self) -> Head:
        """The head of the chain."""
        return Head(self.event.link, bytes.fromhex(self.event.hash))


ON_TIME = timedelta(minutes=10)
"""The time within which a published head must reach Kafka; a later one is reported."""

LoggedHeads = AsyncIterator[LoggedHead | None]
"""The records of the topic in their order; None for a record that is not a head."""


@dataclass
class Published:
    """The result of comparing a trail with Kafka: the last head, and the first record that does not match.

    ``missing`` is the number of the first head that Kafka lacks. ``foreign`` counts records that the service did not
    publish. ``late`` is the last head that Kafka stored long after its publication.
    """

    last: AuditHeadPublished | None = None
    wrong: Wrong | None = None
    missing: int = 1
    foreign: int = 0
    late: LoggedHead | None = None

    def add(self, logged: LoggedHead, kept: bytes | None) -> None:
        """Compare the next head with the trail's hash at that link, ``kept``; None if the trail has no such link."""
        event = logged.event
        if self.wrong is None and kept != logged.head.hash:
            fault = Fault.GONE if kept is None else Fault.REPLACED
            self.wrong = Wrong(fault, self._fitting + 1, until=event.link, published_at=event.published_at)
        self.last = event
        if logged.sequence == self.missing:
            self.missing += 1
        if logged.logged_at and logged.logged_at - event.published_at > ON_TIME:
            self.late = logged

    @property
    def _fitting(self) -> int:
        return self.last.link if self.last else 0


def publication_of(keys: AuditKeys, consumer: str, head: Head, now: datetime) -> AuditHeadPublished:
    """Return the event that publishes ``head``."""
    return AuditHeadPublished(
        consumer=consumer,
        link=head.link,
        hash=head.hash.hex(),
        key_id=keys.newest.hex(),
        published_at=now,
        mac=keys.digest(keys.newest, _message(consumer, head, now)).hex(),
    )


async def compare(database: Database, keys: AuditKeys, consumer: str, heads: LoggedHeads) -> Published:
    """Compare the trail with every head on Kafka."""
    found, batch = Published(), list[LoggedHead]()
    async for logged in heads:
        if logged is None or not _is_own(keys, consumer, logged):
            found.foreign += 1
        else:
            batch.append(logged)
        if len(batch) == AT_ONCE:
            await _hold(database, found, batch)
            batch.clear()
    await _hold(database, found, batch)
    return found


async def _hold(database: Database, found: Published, batch: Sequence[LoggedHead]) -> None:
    async with database.transaction() as session:
        kept = await hashes_at(await session.connection(), [logged.event.link for logged in batch])
    for logged in batch:
        found.add(logged, kept.get(logged.event.link))


def _is_own(keys: AuditKeys, consumer: str, logged: LoggedHead) -> bool:
    event = logged.event
    try:
        message = _message(consumer, logged.head, event.published_at)
        return keys.matches(bytes.fromhex(event.key_id), message, bytes.fromhex(event.mac))
    except (UnknownKeyError, ValueError):
        return False


def _message(consumer: str, head: Head, now: datetime) -> bytes:
    return encode("loket audit head", consumer, head.link, head.hash, now)
