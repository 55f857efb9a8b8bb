"""Who did what to what, and who read what: rows that nobody changes, chained within seconds.

The service that keeps the trail could change it too, so how far the trail is gets published where the
service cannot take it back.
"""

from loket_shared.audit.chainer import chain_records
from loket_shared.audit.reading import AuditRecord, Narrowing, read_records
from loket_shared.audit.record import AuditedAct, record

__all__ = ["AuditRecord", "AuditedAct", "Narrowing", "chain_records", "read_records", "record"]
