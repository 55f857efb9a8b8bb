"""Events are recorded in the transaction of the change they tell of, and sent afterwards (design section 4.1)."""

from loket_shared.outbox.append import append
from loket_shared.outbox.entry import OutboxRecord

__all__ = ["OutboxRecord", "append"]
