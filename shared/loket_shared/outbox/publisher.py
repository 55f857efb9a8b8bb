"""Sends a batch of events to Kafka and waits for the acknowledgements."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import structlog
from aiokafka.errors import KafkaError, MessageSizeTooLargeError
from aiokafka.structs import RecordMetadata
from opentelemetry.trace import SpanKind

from loket_shared.broker.ports import Broker, Producer
from loket_shared.broker.shutdown import stop_with_timeout
from loket_shared.envelope import sign, to_record
from loket_shared.observability.tracing import context_of, current_traceparent, span
from loket_shared.outbox.store import PendingEvent, PublishedEvent
from loket_shared.sealing.signing_keys import SigningKey

_LOG = structlog.get_logger(__name__)

SEND_SECONDS = 10.0
"""Less than the database's limit for an idle session; while a relay waited longer for Kafka, it would lose its lock."""

_START_SECONDS = 10.0


@asynccontextmanager
async def started_producer(broker: Broker) -> AsyncIterator[Producer]:
    """Start a producer; at the end stop it, even if it hangs."""
    producer = broker.producer()
    try:
        async with asyncio.timeout(_START_SECONDS):
            await producer.start()
        yield producer
    finally:
        await stop_with_timeout(producer.stop)


async def publish_batch(
    producer: Producer, rows: Sequence[PendingEvent], key: SigningKey
) -> tuple[list[PublishedEvent], BaseException | None]:
    """Send ``rows`` in order, signed under ``key``, and wait for the acknowledgements.

    Returns the events that Kafka has, up to the first failure of each key, and the first failure. After any failure the
    caller must drop the producer: it may be broken for good.
    """
    futures: list[asyncio.Future[RecordMetadata]] = []
    failure: BaseException | None = None
    try:
        async with asyncio.timeout(SEND_SECONDS):
            for row in rows:
                futures.append(await _send(producer, row, key))
            await asyncio.wait(futures)
    except (KafkaError, TimeoutError) as error:
        failure = error
    failures = (future.exception() for future in futures if future.done())
    return _acknowledged(rows, futures), failure or next(filter(None, failures), None)


async def _send(producer: Producer, row: PendingEvent, signing_key: SigningKey) -> "asyncio.Future[RecordMetadata]":
    """Queue one row under a span of this hop; the Kafka header ``traceparent`` names that span."""
    envelope = row.envelope
    attributes = {"messaging.destination.name": row.topic, "event.id": envelope.id, "event.type": envelope.type}
    with span(f"send {row.topic}", SpanKind.PRODUCER, context_of(envelope.traceparent), {**attributes}):
        key, value, headers = to_record(sign(envelope, row.topic, signing_key))
        if hop := current_traceparent():
            headers.append(("traceparent", hop.encode()))
        try:
            return await producer.send(row.topic, value, key, headers=headers)
        except MessageSizeTooLargeError as refusal:
            # Only this row fails: other keys must not wait for it.
            _LOG.error("event is too large for the broker", event_id=envelope.id, bytes=len(value))
            refused: asyncio.Future[RecordMetadata] = asyncio.get_running_loop().create_future()
            refused.set_exception(refusal)
            return refused


def _acknowledged(
    rows: Sequence[PendingEvent], futures: "Sequence[asyncio.Future[RecordMetadata]]"
) -> list[PublishedEvent]:
    """Return the rows that Kafka has, without those that follow a failed row of the same key."""
    sent: list[PublishedEvent] = []
    failed: set[tuple[str, str]] = set()
    for row, future in zip(rows, futures, strict=False):
        key = (row.topic, row.envelope.partitionkey)
        if not future.done() or future.exception() is not None:
            failed.add(key)
        elif key not in failed:
            sent.append(PublishedEvent(row.position, row.topic, future.result().partition, future.result().offset))
    return sent
