"""Writing an audit record in the transaction of what it tells of."""

from collections.abc import Callable
from datetime import datetime

from loket_shared.audit.actors import actor_name, actor_name_in_work
from loket_shared.db.transaction import Transaction
from loket_shared.identity.principal import Principal
from loket_shared.ops.tracing import current_trace

_RECORD = """
    INSERT INTO audit_records (time, actor, action, object, result, origin, content, trace_id, caller_span_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""


async def record(
    transaction: Transaction,
    time: datetime,
    principal: Principal,
    pseudonym: Callable[[str], str],
    action: str,
    subject: str,
    result: str,
    content: bytes | None,
    *,
    apart: bool = False,
) -> None:
    """Record that ``principal`` did ``action`` to ``subject``: a reference or a request's id, never content.

    ``apart``: the subject is work of a department, in which everybody has a name of that work alone.
    ``content`` is already sealed, under the subject's own key, so that it goes when that is erased.
    The row commits unchained, so that writers never wait for each other.
    """
    actor = actor_name_in_work(principal, pseudonym, subject) if apart else actor_name(principal, pseudonym)
    trace = current_trace()
    await transaction.driver.execute(_RECORD, time, actor, action, subject, result, principal.client, content, *trace)
