"""Events are recorded in the transaction of the change they tell of, and sent afterwards (design section 4.1)."""

from loket_shared.outbox.append import OutboxRecord, append

__all__ = ["OutboxRecord", "append"]
