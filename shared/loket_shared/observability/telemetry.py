"""OpenTelemetry: exports spans by OTLP if a collector is configured, else as JSON lines to a folder.

The collector is configured by the standard variable ``OTEL_EXPORTER_OTLP_ENDPOINT`` (OpenTelemetry specification, OTLP
exporter). Span attributes hold ids, types and codes, never content.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from opentelemetry import metrics, trace
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.exporter.prometheus import PrometheusMetricReader
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import MetricReader, PeriodicExportingMetricReader
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter

from loket_shared.observability.span_lines import SpanLines

FLUSH_MILLISECONDS = 500


@contextmanager
def telemetry(service: str, folder: Path | None) -> Iterator[None]:
    """Export the spans and metrics of ``service`` while the block runs; flush them at its end.

    Without a collector spans go to ``folder/<service>.jsonl``, and without a folder nowhere. The operations address
    always publishes the metrics.
    """
    resource = Resource.create({SERVICE_NAME: f"loket-{service}"})
    by_otlp = "OTEL_EXPORTER_OTLP_ENDPOINT" in os.environ
    readers: list[MetricReader] = [PrometheusMetricReader(disable_target_info=True)]
    if by_otlp:
        readers.append(PeriodicExportingMetricReader(OTLPMetricExporter()))
    meters = MeterProvider(resource=resource, metric_readers=readers)
    tracers = TracerProvider(resource=resource)
    exporter = OTLPSpanExporter() if by_otlp else _file_exporter(service, folder, resource)
    if exporter is not None:
        tracers.add_span_processor(BatchSpanProcessor(exporter, schedule_delay_millis=FLUSH_MILLISECONDS))
    trace.set_tracer_provider(tracers)
    metrics.set_meter_provider(meters)
    try:
        yield
    finally:
        tracers.shutdown()
        meters.shutdown()


def _file_exporter(service: str, folder: Path | None, resource: Resource) -> SpanExporter | None:
    if folder is None:
        return None
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f"{service}.jsonl"
    file.touch(mode=0o600)
    return SpanLines(file.open("ab"), resource)
