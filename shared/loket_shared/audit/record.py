"""Writing an audit record in the transaction of what it tells of."""

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
    """Who did what to what - a reference or a request's id, never content - with what result and through what."""

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
    """Record ``act``, or that it was done so many ``times``.

    ``content`` is already sealed, under the subject's own key, so that it goes when that is erased.
    The row commits unchained, so that writers never wait for each other.
    """
    written = Written(time, *act, content, times, *current_trace())
    await transaction.driver.execute(_RECORD, *written, mac_of(keys, written))
