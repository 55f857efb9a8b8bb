"""Holding the audit trail of each service against the heads on the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import asyncpg
from pydantic import ValidationError

from loket_shared.audit.keys import AuditKeys
from loket_shared.audit.published import LoggedHead, LoggedHeads
from loket_shared.audit.verdict import Verdict, judge
from loket_shared.broker.topics import audit_heads_topic
from loket_shared.contracts.events.audit_heads_published import AuditHeadPublished
from loket_shared.db.database import Database
from loket_stack.failures import StackError
from loket_stack.parts.services import audit_key_file
from loket_stack.paths import Paths
from loket_stack.ports import ports_file, remembered
from loket_stack.postgres.databases import SERVICES, Databases
from loket_stack.state import StackState
from loket_stack.wire.cloud_event import Unreadable, WireEvent
from loket_stack.wire.log import Log


@dataclass(frozen=True)
class Trail:
    """The trail of one service, and what was found of it."""

    service: str
    verdict: Verdict


async def verify_trails(paths: Paths, stack: StackState) -> Sequence[Trail]:
    """Verify the trails of all services.

    Raises:
        StackError: the broker or the database server does not answer.
    """
    log, databases = Log.of(stack), Databases(remembered(ports_file(paths.run))["postgres"], paths.secrets)
    return [await _verify(service, paths, log, databases) for service in SERVICES]


async def _verify(service: str, paths: Paths, log: Log, databases: Databases) -> Trail:
    keys, group = AuditKeys.read(audit_key_file(paths, service)), f"loket.{service}"
    url = databases.url(f"loket_{service}", service).replace("postgresql://", "postgresql+asyncpg://")
    database = Database(url, pool=1)
    try:
        return Trail(service, await judge(database, keys, group, _heads(log, group), datetime.now(UTC)))
    except (OSError, asyncpg.PostgresError) as error:
        raise StackError(f"the database of {service} does not answer", "see ./loket status") from error
    finally:
        await database.close()


async def _heads(log: Log, group: str) -> LoggedHeads:
    topic = audit_heads_topic(group)
    if topic in await log.topics():
        async for record in log.read([topic]):
            yield _head(record)


def _head(record: WireEvent | Unreadable) -> LoggedHead | None:
    if isinstance(record, Unreadable) or record.get("type") != AuditHeadPublished.TYPE:
        return None
    try:
        event = AuditHeadPublished.model_validate(record.attributes["data"])
        return LoggedHead(record.sequence, event, record.logged_at)
    except (ValidationError, KeyError, ValueError):
        return None
