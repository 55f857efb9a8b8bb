"""Writing an audit record in the transaction of what it tells of."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import insert
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_shared.audit.actors import actor_name
from loket_shared.audit.tables import AUDIT_RECORDS
from loket_shared.identity.principal import Principal
from loket_shared.ops.tracing import current_trace


async def record(
    session: AsyncSession,
    time: datetime,
    principal: Principal,
    pseudonym: Callable[[str], str],
    action: str,
    subject: str,
    result: str,
    content: bytes | None,
) -> None:
    """Record that ``principal`` did ``action`` to ``subject``: a reference or a request's id, never content.

    ``content`` is already sealed, under the subject's own key, so that it goes when that is erased.
    The row commits unchained, so that writers never wait for each other.
    """
    trace_id, caller_span_id = current_trace()
    row = {
        "time": time,
        "actor": actor_name(principal, pseudonym),
        "action": action,
        "object": subject,
        "result": result,
        "origin": principal.client,
        "content": content,
        "trace_id": trace_id,
        "caller_span_id": caller_span_id,
    }
    connection = await session.connection()
    await connection.execute(insert(AUDIT_RECORDS), row)
