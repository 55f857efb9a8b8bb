"""What the audit trail keeps of a trace: its id, and the span of the application that called, if one did."""

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.trace import format_trace_id, get_current_span

from loket_shared.observability import tracing
from loket_shared.observability.tracing import context_of, current_trace, span

TRACE, CALLER = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


@pytest.fixture(autouse=True)
def _tracer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracing, "_TRACER", TracerProvider().get_tracer("test"))


def test_the_trace_of_a_caller_is_taken_over_unchanged() -> None:
    with span("request", context=context_of(f"00-{TRACE}-{CALLER}-01")):
        assert current_trace() == (TRACE, CALLER)


def test_who_was_not_told_a_trace_has_a_new_one_and_nobody_who_called() -> None:
    with span("request", context=context_of(None)):
        trace_id, caller = current_trace()
        assert trace_id == format_trace_id(get_current_span().get_span_context().trace_id)
        assert (trace_id != TRACE, caller) == (True, None)


def test_a_span_inside_another_was_not_called_from_outside() -> None:
    with span("request", context=context_of(f"00-{TRACE}-{CALLER}-01")), span("part"):
        assert current_trace() == (TRACE, None)


def test_outside_any_trace_there_is_nothing_to_tell() -> None:
    assert current_trace() == (None, None)
