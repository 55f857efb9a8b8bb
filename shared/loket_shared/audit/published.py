"""Judges a trail: by its own chain, and by its heads that were published on Kafka."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select

from loket_shared.audit.chain import Head, encode
from loket_shared.audit.keys import AuditKeys, UnknownKeyError
from loket_shared.audit.store import AT_ONCE, hashes_at, time_at
from loket_shared.audit.tables import HEADS
from loket_shared.audit.verifying import WHOLE_CORE, Fault, Verified, Wrong, verify
from loket_shared.broker.topics import audit_heads_topic
from loket_shared.contracts.events.audit_heads_published import AuditHeadPublished, trail_id
from loket_shared.db.database import Database
from loket_shared.outbox.tables import SEQUENCES


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


_ON_TIME = timedelta(minutes=10)
"""The time within which a published head must reach Kafka; a later one is reported."""

_IN_TRANSIT = timedelta(minutes=1)
"""The time that a head may take from the service's database to Kafka."""

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
        if logged.logged_at and logged.logged_at - event.published_at > _ON_TIME:
            self.late = logged

    @property
    def _fitting(self) -> int:
        return self.last.link if self.last else 0


@dataclass(frozen=True)
class Verdict:
    """The verdict on a trail: the ``verified`` part, the ``published`` heads, the first ``wrong`` record and other
    problems.
    """

    verified: Verified
    published: Published
    wrong: Wrong | None
    problems: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """True if nothing is wrong."""
        return self.wrong is None and not self.problems


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


async def judge(
    database: Database, keys: AuditKeys, consumer: str, heads: LoggedHeads, now: datetime, share: float = WHOLE_CORE
) -> Verdict:
    """Verify the trail of the service with this consumer group, and compare it with the heads on Kafka."""
    verified = await verify(database, keys, share)
    published = await compare(database, keys, consumer, heads)
    problems = await _problems(database, consumer, published, now)
    return Verdict(verified, published, _first(verified, published), tuple(problems))


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


def _first(verified: Verified, published: Published) -> Wrong | None:
    """Return the first wrong record; the chain names it more precisely than the heads do."""
    by_chain, by_log = verified.wrong, published.wrong
    if by_log and by_log.fault is Fault.GONE:
        by_log = replace(by_log, link=verified.link + 1)
    if by_chain is None or by_chain.link is None:
        return by_log or by_chain
    return by_log if by_log and by_log.until is not None and by_log.until < by_chain.link else by_chain


async def _problems(database: Database, consumer: str, published: Published, now: datetime) -> list[str]:
    async with database.transaction() as session:
        connection = await session.connection()
        key = (SEQUENCES.c.topic == audit_heads_topic(consumer)) & (SEQUENCES.c.key == trail_id(consumer))
        recorded = await connection.scalar(select(SEQUENCES.c.last).where(key)) or 0
        last_recorded = await connection.scalar(select(HEADS.c.published_at))
        next_time = await time_at(connection, published.last.link + 1 if published.last else 1)
    problems = []
    on_its_way = published.missing == recorded and last_recorded is not None and now - last_recorded < _IN_TRANSIT
    if published.missing <= recorded and not on_its_way:
        problems.append(
            f"the log holds {published.missing - 1} of the {recorded} heads that were published: it lost them and they"
            " are being sent again from the service's own database, or somebody cut it"
        )
    if next_time is not None and now - next_time > _ON_TIME and not on_its_way:
        problems.append(f"what was recorded since {next_time:%Y-%m-%d %H:%M:%S} UTC was not published")
    if published.foreign:
        problems.append(f"{published.foreign} records among the published heads are not this service's")
    return problems
