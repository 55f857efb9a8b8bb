"""The verdict on a trail: from its own chain and from its published heads."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select

from loket_shared.audit.findings import Fault, Verified, Wrong
from loket_shared.audit.keys import AuditKeys
from loket_shared.audit.published import ON_TIME, LoggedHeads, Published, compare
from loket_shared.audit.store import time_at
from loket_shared.audit.tables import HEADS
from loket_shared.audit.verifying import WHOLE_CORE, verify
from loket_shared.broker.topics import audit_heads_topic
from loket_shared.contracts.events.audit_heads_published import trail_id
from loket_shared.db.database import Database
from loket_shared.outbox.tables import SEQUENCES

IN_TRANSIT = timedelta(minutes=1)
"""The time that a head may take from the service's database to Kafka."""


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


async def judge(
    database: Database, keys: AuditKeys, consumer: str, heads: LoggedHeads, now: datetime, share: float = WHOLE_CORE
) -> Verdict:
    """Verify the trail of the service with this consumer group, and compare it with the heads on Kafka."""
    verified = await verify(database, keys, share)
    published = await compare(database, keys, consumer, heads)
    problems = await _problems(database, consumer, published, now)
    return Verdict(verified, published, _first(verified, published), tuple(problems))


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
    on_its_way = published.missing == recorded and last_recorded is not None and now - last_recorded < IN_TRANSIT
    if published.missing <= recorded and not on_its_way:
        problems.append(
            f"the log holds {published.missing - 1} of the {recorded} heads that were published: it lost them and they"
            " are being sent again from the service's own database, or somebody cut it"
        )
    if next_time is not None and now - next_time > ON_TIME and not on_its_way:
        problems.append(f"what was recorded since {next_time:%Y-%m-%d %H:%M:%S} UTC was not published")
    if published.foreign:
        problems.append(f"{published.foreign} records among the published heads are not this service's")
    return problems
