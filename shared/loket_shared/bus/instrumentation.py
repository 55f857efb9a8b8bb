"""The span, the counter and the log context of one record. None of them holds content."""

from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry.trace import Span, SpanKind
from structlog.contextvars import bound_contextvars

from loket_shared.contracts.topics import is_counted
from loket_shared.inbox.incoming import ReceivedRecord
from loket_shared.inbox.store import Outcome
from loket_shared.observability import metrics
from loket_shared.observability.tracing import context_of, unended_span


@contextmanager
def process_span(group: str, received: ReceivedRecord) -> Iterator[Span]:
    """Continue the record's trace while it is processed, and add the event's id and type to every log line.

    The log lines also carry the reference of a question, but never that of a contribution request. The caller ends the
    span with ``end_process_span`` once the transaction has ended.
    """
    envelope, topic = received.envelope, received.record.topic
    attributes: dict[str, str | int] = {
        "messaging.destination.name": topic,
        "messaging.consumer.group.name": group,
        "event.id": envelope.id,
        "event.type": envelope.type,
    }
    about = {} if envelope.subject == received.key else {"reference": envelope.subject}
    named = bound_contextvars(event_id=envelope.id, event_type=envelope.type, **about)
    with (
        named,
        unended_span(f"process {topic}", SpanKind.CONSUMER, context_of(received.traceparent), attributes) as current,
    ):
        yield current


def end_process_span(current: Span, outcome: str) -> None:
    """End the span of a record with what became of it."""
    current.set_attribute("outcome", outcome)
    current.end()


def count_outcome(group: str, topic: str, event_type: str, outcome: Outcome | None) -> None:
    """Count one processed record; ``outcome`` is None for a repeat. Contribution topics are not counted."""
    if is_counted(topic):
        labels = {"consumer": group, "type": event_type, "outcome": str(outcome or "repeated")}
        metrics.events_handled.add(1, labels)
