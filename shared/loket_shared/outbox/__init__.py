"""The outbox: events are recorded in the transaction of their change and published afterwards (design section 4.1)."""

from loket_shared.outbox.append import OutboxRecord, append

__all__ = ["OutboxRecord", "append"]
