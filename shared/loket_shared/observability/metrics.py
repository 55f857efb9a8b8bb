"""The metrics of a process: counts and times, never content. The operations address and OTLP publish them.

Readers of metrics have no clearance. So no label names a participating department, and no metric changes with covert
work alone: contribution work and its notifications are not counted. ``is_counted`` in ``contracts/topics.py`` decides
this.
"""

import time
from collections.abc import Iterable

from opentelemetry import metrics
from opentelemetry.metrics import CallbackOptions, Observation

_METER = metrics.get_meter("loket")

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10)
"""Bounds of the buckets of a duration (OpenTelemetry semantic conventions for HTTP metrics)."""

requests = _METER.create_histogram(
    "http.server.request.duration",
    unit="s",
    description="Duration of HTTP server requests, but for those about contribution work",
    explicit_bucket_boundaries_advisory=_SECONDS,
)
events_handled = _METER.create_counter(
    "loket_events_handled", description="Received records by consumer, type and outcome"
)
consumer_lag = _METER.create_gauge("loket_consumer_lag", description="Records not yet handled, by topic")
outbox_unpublished = _METER.create_gauge("loket_outbox_unpublished", description="Events recorded but not on Kafka yet")
outbox_age = _METER.create_gauge(
    "loket_outbox_age_seconds", unit="s", description="Age of the oldest event that is not on Kafka yet"
)
dead_letters = _METER.create_gauge("loket_dead_letters", description="Records waiting for the operator")
consumer_paused = _METER.create_gauge(
    "loket_consumer_paused", description="1 while events of different keys fail one after another, else 0"
)
sequence_gaps = _METER.create_counter(
    "loket_sequence_gaps", description="Gaps seen in a key's sequence, by whether closed"
)
lost_records = _METER.create_counter("loket_lost_records", description="Events sent again because Kafka had lost them")
open_gaps = _METER.create_gauge("loket_open_gaps", description="Keys some of whose events are missing")
loop_restarts = _METER.create_counter(
    "loket_loop_restarts", description="Background loops that failed and were restarted"
)
failing_loops = _METER.create_gauge(
    "loket_failing_loops", description="1 while a loop keeps failing, by loop; its log says why"
)
processing_log_age = _METER.create_gauge(
    "loket_processing_log_age_seconds",
    unit="s",
    description="Age of the oldest act that the log of processing did not acknowledge, 0 while it does",
)
audit_whole = _METER.create_gauge(
    "loket_audit_whole", description="1 where the audit trail was whole when it was last verified, else 0"
)
_audit_verified_at: list[float] = []


def audit_verified(*, whole: bool) -> None:
    """Record that the audit trail was verified now, and the result."""
    _audit_verified_at[:] = [time.monotonic()]
    audit_whole.set(int(whole))


def _audit_age(_: CallbackOptions) -> Iterable[Observation]:
    return [Observation(time.monotonic() - since) for since in _audit_verified_at]


_METER.create_observable_gauge(
    "loket_audit_verified_age_seconds",
    [_audit_age],
    unit="s",
    description="How long ago the audit trail was verified last; nothing where it was not yet",
)
master_key_age = _METER.create_gauge(
    "loket_master_key_age_seconds",
    unit="s",
    description="How long the oldest master key of the vault has been in use; its rotation is overdue after some days",
)
