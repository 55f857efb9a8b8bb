"""A question's first trace ends with the form; what people do later is linked to it."""

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from loket_shared.observability import tracing
from loket_shared.observability.tracing import context_of, current_traceparent, link_to_origin, span

ORIGIN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


@pytest.fixture
def exported(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(tracing, "_TRACER", provider.get_tracer("test"))
    return exporter


def _only(exported: InMemorySpanExporter) -> ReadableSpan:
    (one,) = exported.get_finished_spans()
    return one


def test_an_act_of_another_trace_is_linked(exported: InMemorySpanExporter) -> None:
    with span("later", context=context_of(None)) as current:
        link_to_origin(current, ORIGIN)
    (link,) = _only(exported).links
    assert trace.format_trace_id(link.context.trace_id) == ORIGIN.split("-")[1]


def test_what_belongs_to_the_first_trace_needs_no_link(exported: InMemorySpanExporter) -> None:
    with span("first", context=context_of(ORIGIN)) as current:
        link_to_origin(current, ORIGIN)
    assert not _only(exported).links


def test_where_no_trace_was_recorded_there_is_nothing_to_link(exported: InMemorySpanExporter) -> None:
    with span("later") as current:
        link_to_origin(current, None)
    assert not _only(exported).links


def test_a_span_knows_itself_as_a_traceparent(exported: InMemorySpanExporter) -> None:
    with span("any", context=context_of(ORIGIN)) as current:
        told = current_traceparent()
    assert told is not None
    assert told.split("-")[1:3] == [
        trace.format_trace_id(current.get_span_context().trace_id),
        trace.format_span_id(current.get_span_context().span_id),
    ]
