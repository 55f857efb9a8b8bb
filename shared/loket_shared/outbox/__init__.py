"""The outbox: events are recorded in the transaction of their change and published afterwards.

See docs/architecture.md#outbox.
"""

from loket_shared.outbox.append import OutboxRecord, append

__all__ = ["OutboxRecord", "append"]
