"""A span's line holds what OpenTelemetry's own encoder writes, so that readers of the file need to know one form."""

import io
import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, Status, StatusCode, get_current_span

from loket_shared.observability import tracing
from loket_shared.observability.span_lines import SpanLines
from loket_shared.observability.telemetry import telemetry
from loket_shared.observability.tracing import context_of, span

RESOURCE = Resource.create({SERVICE_NAME: "loket-test"})
ORIGIN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

names = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
values = st.one_of(names, st.integers(-(2**53), 2**53), st.booleans(), st.lists(names, max_size=3))
attributes = st.dictionaries(names, values, max_size=5)
moments = st.integers(1, 4 * 10**18)


@pytest.fixture
def exported(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(tracing, "_TRACER", provider.get_tracer("test"))
    return exporter


@given(
    name=names,
    kind=st.sampled_from(SpanKind),
    origin=st.sampled_from([None, ORIGIN]),
    told=attributes,
    events=st.lists(st.tuples(names, attributes, moments), max_size=2),
    links=st.lists(attributes, max_size=2),
    described=st.one_of(st.none(), names),
    began=moments,
    ended=moments,
)
def test_each_line_is_the_sdks_own_form(
    name: str,
    kind: SpanKind,
    origin: str | None,
    told: dict[str, str | int],
    events: list[tuple[str, dict[str, str | int], int]],
    links: list[dict[str, str | int]],
    described: str | None,
    began: int,
    ended: int,
) -> None:
    tracer = TracerProvider(resource=RESOURCE).get_tracer("test")
    linked = get_current_span(context_of(ORIGIN)).get_span_context()
    made = tracer.start_span(name, context_of(origin), kind, told, start_time=began)
    for event, more, moment in events:
        made.add_event(event, more, moment)
    for more in links:
        made.add_link(linked, more)
    made.set_status(Status(StatusCode.ERROR, described) if described else StatusCode.OK)
    made.end(ended)
    assert isinstance(made, ReadableSpan)
    line = SpanLines(io.BytesIO(), RESOURCE).line(made)
    assert line.count(b"\n") == 1
    assert json.loads(line) == json.loads(made.to_json())


def test_the_file_gets_every_span_and_is_for_its_owner_only(tmp_path: Path) -> None:
    out = tmp_path / "spans" / "test.jsonl"
    provider = TracerProvider(resource=RESOURCE)
    with telemetry("test", out.parent):
        lines = SpanLines(out.open("ab"), RESOURCE)
        provider.add_span_processor(SimpleSpanProcessor(lines))
        for name in ("first", "second"):
            provider.get_tracer("test").start_span(name).end()
        provider.shutdown()
    assert [json.loads(line)["name"] for line in out.read_text(encoding="utf-8").splitlines()] == ["first", "second"]
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_a_span_is_the_current_one_in_its_block_only(exported: InMemorySpanExporter) -> None:
    before = get_current_span()
    with span("outer") as outer:
        with span("inner") as inner:
            assert get_current_span() is inner
        assert get_current_span() is outer
    assert get_current_span() is before
    inside, around = exported.get_finished_spans()
    assert (inside.name, around.name) == ("inner", "outer")
    assert inside.parent == around.context


def test_a_failure_ends_the_span_and_is_not_told_in_it(exported: InMemorySpanExporter) -> None:
    with pytest.raises(LookupError), span("failing"):
        raise LookupError("content")
    (failed,) = exported.get_finished_spans()
    assert failed.end_time
    assert (failed.events, failed.status.status_code) == ((), StatusCode.UNSET)
    assert not get_current_span().get_span_context().is_valid
