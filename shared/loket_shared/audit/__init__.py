"""Who did what to what, and who read what: rows that nobody changes, chained within seconds (design section 5)."""

from loket_shared.audit.chainer import chain_records, keep_chained
from loket_shared.audit.reading import AuditRecord, read_records
from loket_shared.audit.recording import record
from loket_shared.audit.verifying import BrokenChain, verify

__all__ = ["AuditRecord", "BrokenChain", "chain_records", "keep_chained", "read_records", "record", "verify"]
