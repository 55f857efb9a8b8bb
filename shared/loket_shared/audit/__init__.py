"""The audit trail: rows about every act and every read. Nobody changes them, and they are chained within seconds.

The service that stores the trail could also change it. So it publishes the head of the chain on Kafka, where it cannot
take the head back.
"""

from loket_shared.audit.chainer import chain_records
from loket_shared.audit.record import AuditedAct, record
from loket_shared.audit.store import AuditRecord, Narrowing, read_records

__all__ = ["AuditRecord", "AuditedAct", "Narrowing", "chain_records", "read_records", "record"]
