"""Who did what to what, and who read what: rows that nobody changes, chained within seconds.

The service that keeps the trail could change it too, so how far the trail is gets published where the
service cannot take it back.
"""

from loket_shared.audit.chainer import chain_records, run_audit_chainer
from loket_shared.audit.heads import run_head_publisher
from loket_shared.audit.reading import AuditRecord, Narrowing, read_records
from loket_shared.audit.record import Act, record
from loket_shared.audit.watching import run_audit_verifier

LOOPS = (run_audit_chainer, run_head_publisher, run_audit_verifier)
"""What each service runs in the background to keep its trail."""

__all__ = ["LOOPS", "Act", "AuditRecord", "Narrowing", "chain_records", "read_records", "record"]
