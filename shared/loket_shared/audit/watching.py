"""Each service verifies its own trail, and raises the alarm where it is not whole."""

import asyncio
from typing import TYPE_CHECKING

import structlog
from aiokafka import TopicPartition
from aiokafka.errors import KafkaError
from pydantic import ValidationError

from loket_shared.audit.published import LoggedHead, LoggedHeads
from loket_shared.audit.verdict import Verdict, judge
from loket_shared.broker.kafka import KafkaBroker
from loket_shared.broker.ports import Broker, Record
from loket_shared.broker.topics import audit_heads_topic
from loket_shared.contracts.events.audit_heads_published import AuditHeadPublished
from loket_shared.envelope.kafka_record import from_record
from loket_shared.envelope.unreadable import UnreadableRecordError
from loket_shared.observability import metrics

if TYPE_CHECKING:
    from loket_shared.service.runtime import Runtime

DAY_SECONDS = 24 * 3600.0
SECONDS_UNTIL_ANOTHER_LOOK = 600.0
"""After a trail that is not whole, or a log that was away."""

SHARE = 0.2
"""Of a processor. A million records take some minutes so, which is why the whole trail is verified every day:
a checkpoint would lie in the same database, and what is changed before it would stay unseen."""

_LOG = structlog.get_logger(__name__)


async def run_audit_verifier(runtime: "Runtime") -> None:
    """Verify the trail now and every day, for ever."""
    broker = KafkaBroker.of(runtime.settings)
    while True:
        verdict = await look(runtime, broker)
        await asyncio.sleep(DAY_SECONDS if verdict and verdict.whole else SECONDS_UNTIL_ANOTHER_LOOK)


async def look(runtime: "Runtime", broker: Broker) -> Verdict | None:
    """Verify the trail once and tell what came of it; None where the log could not be read."""
    consumer, keys = runtime.definition.group, runtime.trail.keys
    try:
        heads = _heads(broker, consumer)
        verdict = await judge(runtime.database, keys, consumer, heads, runtime.clock.now(), SHARE)
    except (KafkaError, TimeoutError) as failure:
        _LOG.warning("the published heads of the audit trail could not be read", failure=type(failure).__name__)
        return None
    metrics.audit_verified(whole=verdict.whole)
    if verdict.whole:
        _LOG.info("the audit trail is whole", link=verdict.verified.link)
    else:
        _LOG.error("the audit trail is not whole", wrong=str(verdict.wrong or ""), problems=list(verdict.problems))
    return verdict


async def _heads(broker: Broker, consumer: str) -> LoggedHeads:
    async for record in broker.read_all(TopicPartition(audit_heads_topic(consumer), 0)):
        yield _head(record)


def _head(record: Record) -> LoggedHead | None:
    try:
        envelope = from_record(record.key, record.value, record.headers)
        return LoggedHead(envelope.sequence, AuditHeadPublished.model_validate_json(envelope.data))
    except (UnreadableRecordError, ValidationError):
        return None
