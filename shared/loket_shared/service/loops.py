"""Background loops of every service: those of the audit trail, and the deletion of expired idempotency keys."""

import asyncio
from datetime import datetime, timedelta

import structlog
from aiokafka import TopicPartition
from aiokafka.errors import KafkaError
from pydantic import ValidationError

from loket_shared.audit.chainer import chain_records
from loket_shared.audit.published import LoggedHead, LoggedHeads, Verdict, judge, publication_of
from loket_shared.audit.record import record
from loket_shared.audit.store import AT_ONCE, claim_publication, last_link
from loket_shared.broker.ports import Broker, Record
from loket_shared.broker.topics import audit_heads_topic
from loket_shared.contracts.events.audit_heads_published import AuditHeadPublished
from loket_shared.envelope.envelope import UnreadableRecordError, from_record
from loket_shared.idempotency import delete_expired_keys
from loket_shared.observability import metrics
from loket_shared.service.runtime import Runtime
from loket_shared.unit_of_work import UnitOfWork

CHAIN_SECONDS = 1.0

PUBLISH_SECONDS = 30.0
"""A fixed schedule: a head that followed an act would reveal the time of that act to readers of the topic."""

PUBLISH_AGAIN_AFTER = timedelta(hours=1)
"""An unchanged head is published again after this time, so that a stopped publisher is noticed."""


async def run_head_publisher(runtime: Runtime) -> None:
    """Publish the head every half minute if there are new links, until cancelled."""
    while True:
        async with runtime.unit_of_work() as work:
            await publish_head(work, runtime.definition.group)
        await asyncio.sleep(PUBLISH_SECONDS)


async def publish_head(work: UnitOfWork, consumer: str) -> None:
    """Publish the head of the trail for the service's consumer group, unless it was published lately."""
    connection = await work.session.connection()
    head, now = await last_link(connection), work.clock.now()
    if head.link and await claim_publication(connection, head.link, now, now - PUBLISH_AGAIN_AFTER):
        await work.publish(publication_of(work.trail.keys, consumer, head, now))


DAY_SECONDS = 24 * 3600.0
VERIFY_AGAIN_SECONDS = 600.0
"""The pause after an invalid trail, or while Kafka did not answer."""

VERIFY_SHARE = 0.2
"""The fraction of a processor core. A million records take some minutes, so the whole trail is verified every day: a
checkpoint would be in the same database, and changes before it would stay hidden.
"""

_LOG = structlog.get_logger(__name__)


async def run_audit_verifier(runtime: Runtime) -> None:
    """Verify the trail now and every day, until cancelled."""
    while True:
        verdict = await verify_trail(runtime, runtime.broker)
        await asyncio.sleep(DAY_SECONDS if verdict and verdict.whole else VERIFY_AGAIN_SECONDS)


async def verify_trail(runtime: Runtime, broker: Broker) -> Verdict | None:
    """Verify the trail once and log the result; return None if Kafka could not be read."""
    consumer, keys = runtime.definition.group, runtime.trail.keys
    try:
        heads = _heads(broker, consumer)
        verdict = await judge(runtime.database, keys, consumer, heads, runtime.clock.now(), VERIFY_SHARE)
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
    async for logged in broker.read_all(TopicPartition(audit_heads_topic(consumer), 0)):
        yield _head(logged)


def _head(logged: Record) -> LoggedHead | None:
    try:
        envelope = from_record(logged.key, logged.value, logged.headers)
        return LoggedHead(envelope.sequence, AuditHeadPublished.model_validate_json(envelope.data))
    except (UnreadableRecordError, ValidationError):
        return None


REPEATS_SECONDS = 5.0


async def run_repeat_recorder(runtime: Runtime, stop: asyncio.Event) -> None:
    """Record the repeats of finished windows until ``stop`` is set; then record all repeats."""
    while not stop.is_set():
        await record_repeats(runtime, runtime.clock.now())
        try:
            async with asyncio.timeout(REPEATS_SECONDS):
                await stop.wait()
        except TimeoutError:
            continue
    await record_repeats(runtime, None)


async def record_repeats(runtime: Runtime, until: datetime | None) -> None:
    """Record the repeated acts of windows that are over at ``until``, or of all windows if it is None."""
    for repeats in (runtime.trail.attempts, runtime.trail.refreshes):
        over = dict(repeats.over(until))
        if any(over.values()):
            async with runtime.database.begin() as transaction:
                for counted, times in over.items():
                    if times:
                        now = runtime.clock.now()
                        record(transaction, runtime.trail.keys, now, counted.act, times=times)
        repeats.forget(over)


async def run_audit_chainer(runtime: Runtime) -> None:
    """Chain new records every second, until cancelled."""
    while True:
        async with runtime.database.transaction() as session:
            chained = await chain_records(session, runtime.trail.keys)
        if chained < AT_ONCE:
            await asyncio.sleep(CHAIN_SECONDS)


KEY_SWEEP_SECONDS = 600.0


async def run_key_sweeper(runtime: Runtime) -> None:
    """Delete expired idempotency keys every ten minutes, until cancelled."""
    while True:
        async with runtime.unit_of_work() as work:
            await delete_expired_keys(work, work.clock.now())
        await asyncio.sleep(KEY_SWEEP_SECONDS)


AUDIT_LOOPS = (run_audit_chainer, run_head_publisher, run_audit_verifier)
"""The audit loops of every service."""
