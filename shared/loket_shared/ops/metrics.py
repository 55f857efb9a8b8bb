"""The figures a service shows at ``/metrics`` and sends by OTLP: counts and times, never content.

No label may tell which department takes part in what (design section 5).
"""

from opentelemetry import metrics

_METER = metrics.get_meter("loket")

requests = _METER.create_histogram(
    "loket_request_duration_seconds", unit="s", description="HTTP requests by route template, method and status"
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
