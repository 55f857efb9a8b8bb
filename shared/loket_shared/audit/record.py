"""Writes an audit record in the transaction of the act."""

from datetime import datetime
from typing import NamedTuple

from loket_shared.audit.keys import AuditKeys
from loket_shared.audit.mac import Written, mac_of
from loket_shared.db.transaction import Transaction
from loket_shared.observability.tracing import current_trace

_RECORD = """
    INSERT INTO audit_records (time, actor, action, object, result, origin, content, times, trace_id, caller_span_id,
                               mac)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
"""


class AuditedAct(NamedTuple):
    """An act: the actor, the action, the object's reference or id (never content), the result and the client."""

    actor: str
    action: str
    object: str
    result: str
    origin: str


async def record(
    transaction: Transaction,
    keys: AuditKeys,
    time: datetime,
    act: AuditedAct,
    content: bytes | None = None,
    times: int = 1,
) -> None:
    """Record ``act``; ``times`` is the number of repeats that it stands for.

    ``content`` is already sealed under the subject's own key, so an erasure of the subject destroys it. The row commits
    unchained, so writers never wait for each other.
    """
    written = Written(time, *act, content, times, *current_trace())
    await transaction.driver.execute(_RECORD, *written, mac_of(keys, written))
