"""Trace context over the bus (docs/architecture.md#running-it): one trace, each hop a span under the one before."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from integration.bus.small_service import SmallService
from kit.memory_broker import MemoryBroker
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind

from loket_shared.failures import PermanentError
from loket_shared.inbox.incoming import ReceivedRecord
from loket_shared.observability.tracing import current_traceparent, span

pytestmark = pytest.mark.asyncio


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    """The spans that are exported while the test runs."""
    provider = trace.get_tracer_provider()
    if not isinstance(provider, TracerProvider):
        provider = TracerProvider()
        trace.set_tracer_provider(provider)
    exporter = InMemorySpanExporter()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    yield exporter
    exporter.shutdown()


def of_event(exporter: InMemorySpanExporter, kind: SpanKind, event: str) -> list[ReadableSpan]:
    """Return the spans of ``kind`` about ``event``."""
    return [
        one
        for one in exporter.get_finished_spans()
        if one.kind is kind and one.attributes and one.attributes.get("event.id") == event
    ]


def only(exporter: InMemorySpanExporter, kind: SpanKind, event: str) -> ReadableSpan:
    """Return the one span of ``kind`` about ``event``."""
    (found,) = of_event(exporter, kind, event)
    return found


async def test_sending_and_handling_continue_the_trace_of_the_request(
    quiet_service: SmallService, spans: InMemorySpanExporter
) -> None:
    with span("request") as request:
        event = str(await quiet_service.say(uuid4()))
    async with quiet_service.running():
        await quiet_service.until_done(1)
    sent, handled = only(spans, SpanKind.PRODUCER, event), only(spans, SpanKind.CONSUMER, event)
    assert sent.parent is not None
    assert handled.parent is not None
    assert sent.parent.span_id == request.get_span_context().span_id
    assert handled.parent.span_id == sent.context.span_id
    assert handled.context.trace_id == request.get_span_context().trace_id
    assert handled.attributes is not None
    assert handled.attributes["outcome"] == "handled"


async def test_the_record_names_the_origin_and_the_hop_apart(
    quiet_service: SmallService, spans: InMemorySpanExporter
) -> None:
    with span("request"):
        origin = current_traceparent()
        event = str(await quiet_service.say(uuid4()))
    async with quiet_service.running():
        await quiet_service.until_done(1)
    broker = quiet_service.broker
    assert isinstance(broker, MemoryBroker)
    (record,) = [
        item
        for partition in broker.logs.partitions(quiet_service.topic.name)
        for item in broker.logs.read(partition, 0, 10)
    ]
    received, sent = ReceivedRecord.of(record), only(spans, SpanKind.PRODUCER, event)
    assert received.envelope.traceparent == origin
    assert received.traceparent is not None
    assert received.traceparent.split("-")[2] == f"{sent.context.span_id:016x}"


async def test_a_failure_leaves_no_words_in_the_trace(quiet_service: SmallService, spans: InMemorySpanExporter) -> None:
    async def refuse(_: object) -> None:
        raise ValueError("words that may repeat content")

    quiet_service.trouble = refuse
    event = str(await quiet_service.say(uuid4()))
    async with quiet_service.running():
        await quiet_service.until_letters(1)
    tries = of_event(spans, SpanKind.CONSUMER, event)
    assert (tries[-1].attributes or {})["outcome"] == "dead"
    assert not [each for each in tries if "repeat content" in each.to_json()]


async def test_a_dead_letter_s_copy_leads_back_to_nothing(
    quiet_service: SmallService, spans: InMemorySpanExporter
) -> None:
    async def refuse(_: object) -> None:
        raise PermanentError

    quiet_service.trouble = refuse
    with span("request") as request:
        await quiet_service.say(uuid4())
    async with quiet_service.running():
        (letter,) = await quiet_service.until_letters(1)
    ((subject, correlation, cause, origin),) = await quiet_service.ask(
        "SELECT subject, correlation_id, causation_id, traceparent FROM outbox WHERE topic LIKE '%.dead-letters'"
    )
    assert (subject, correlation, cause) == (str(letter.id), None, None)
    assert origin is not None
    own = [one for one in spans.get_finished_spans() if f"{one.context.trace_id:032x}" == origin.split("-")[1]]
    assert {one.context.trace_id for one in own}.isdisjoint({request.get_span_context().trace_id})
    assert [one.links for one in own if one.links] == []
