"""W3C trace context as text, and spans that start or continue a trace."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType

from opentelemetry import trace
from opentelemetry.context import Context, attach, detach
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.trace import Span, SpanKind, format_span_id, format_trace_id
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

_PROPAGATOR = TraceContextTextMapPropagator()
_TRACER = trace.get_tracer("loket")  # a proxy that uses the provider once one is set

Attributes = dict[str, str | int]


def current_traceparent() -> str | None:
    """Return the current span as a ``traceparent`` value (W3C Trace Context, section 3.2), or None without a span."""
    carrier: dict[str, str] = {}
    _PROPAGATOR.inject(carrier)
    return carrier.get("traceparent")


def current_trace() -> tuple[str | None, str | None]:
    """Return the id of the current trace, and the id of the calling application's span, both in hexadecimal or None."""
    current = trace.get_current_span()
    if not current.get_span_context().is_valid:
        return None, None
    parent = current.parent if isinstance(current, ReadableSpan) else None
    caller = format_span_id(parent.span_id) if parent and parent.is_remote else None
    return format_trace_id(current.get_span_context().trace_id), caller


def context_of(traceparent: str | None) -> Context:
    """Return a context in which a span is a child of ``traceparent``; in a new trace if it is None or unreadable."""
    return _PROPAGATOR.extract({"traceparent": traceparent} if traceparent else {}, context=Context())


def span(
    name: str,
    kind: SpanKind = SpanKind.INTERNAL,
    context: Context | None = None,
    attributes: Attributes | None = None,
) -> AbstractContextManager[Span]:
    """Open a span as the current one, in ``context`` or under the present span.

    An exception leaves no trace in the span: its message may repeat content.
    """
    return _CurrentSpan(name, kind, context, attributes, ends=True)


def unended_span(
    name: str,
    kind: SpanKind = SpanKind.INTERNAL,
    context: Context | None = None,
    attributes: Attributes | None = None,
) -> AbstractContextManager[Span]:
    """Open a span as ``span`` does; the caller ends it once it is known what became of its act."""
    return _CurrentSpan(name, kind, context, attributes, ends=False)


class _CurrentSpan(AbstractContextManager[Span]):
    """A span that is the current one while the block runs.

    ``Tracer.start_as_current_span`` does the same with two generators, for a fifth of the cost of a span.
    """

    def __init__(
        self, name: str, kind: SpanKind, context: Context | None, attributes: Attributes | None, *, ends: bool
    ) -> None:
        self._arguments = name, context, kind, attributes
        self._ends = ends

    def __enter__(self) -> Span:
        self._span = _TRACER.start_span(*self._arguments, record_exception=False, set_status_on_exception=False)
        self._token = attach(trace.set_span_in_context(self._span))
        return self._span

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, frames: TracebackType | None
    ) -> None:
        detach(self._token)
        if self._ends:
            self._span.end()


@contextmanager
def within(context: Context) -> Iterator[None]:
    """Run the block in the trace of ``context``."""
    token = attach(context)
    try:
        yield
    finally:
        detach(token)


def link_to_origin(current: Span, origin: str | None) -> None:
    """Link ``current`` to the trace of ``origin``, a ``traceparent``, unless it is the same trace.

    A later act on a question starts a trace of its own: an open span over days helps nobody
    (docs/architecture.md#running-it).
    """
    first = trace.get_current_span(context_of(origin)).get_span_context()
    if first.is_valid and first.trace_id != current.get_span_context().trace_id:
        current.add_link(first)
