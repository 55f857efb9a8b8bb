"""Who did what to what, and who read what: rows that nobody changes, chained within seconds.

The service that keeps the trail could change it too, so how far the trail is gets published where the
service cannot take it back.
"""

from loket_shared.audit.chainer import chain_records, keep_chained
from loket_shared.audit.heads import keep_published
from loket_shared.audit.reading import AuditRecord, Narrowing, read_records
from loket_shared.audit.recording import Act, record
from loket_shared.audit.watching import keep_verified

LOOPS = (keep_chained, keep_published, keep_verified)
"""What each service runs in the background to keep its trail."""

__all__ = ["LOOPS", "Act", "AuditRecord", "Narrowing", "chain_records", "read_records", "record"]
